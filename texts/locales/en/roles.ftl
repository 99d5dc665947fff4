roles-member = member
roles-leader = leader
roles-coordinator = coordinator
roles-administrator = administrator

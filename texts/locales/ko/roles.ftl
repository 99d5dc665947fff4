roles-member = 대원
roles-leader = 대장
roles-coordinator = 코디네이터
roles-administrator = 관리자

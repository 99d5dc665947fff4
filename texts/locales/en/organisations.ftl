organisations-kind_citizen_police = Citizen police association
organisations-kind_merchants = Merchants' association
organisations-kind_patrol_unit = Volunteer patrol unit
organisations-kind_safety_council = Community safety council
organisations-kind_police = Police
organisations-kind_city = City hall
organisations-kind_other = Other

organisations-ask_kind = What kind of organisation is it? Please tap one.
organisations-ask_kind_of = What kind of organisation is <b>{ $name }</b>? Please tap one.
organisations-ask_name = Please type the organisation's name. Kind: { $kind }
organisations-created = <b>{ $name }</b> ({ $kind }) is ready. The links work for 30 days.

    Link for members:
    { $member_link }

    Link for leaders:
    { $leader_link }
organisations-exists = <b>{ $name }</b> ({ $kind }) is already there. Here are new links.

    Link for members:
    { $member_link }

    Link for leaders:
    { $leader_link }
organisations-button_member_qr = Members' QR
organisations-button_leader_qr = Leaders' QR

invitations-links = Invitation links of <b>{ $where }</b>. Please close the ones you no longer need.
invitations-no_links = <b>{ $where }</b> has no working invitation link now. Make a new one below.
invitations-line = { $number }. For a { $role } · until { DAY($until) }
invitations-button_links = 🔗 Invitation links
invitations-button_qr = Get a QR picture
invitations-button_qr_of = QR of { $number }
invitations-button_revoke = Close { $number }
invitations-button_new = ＋ New { $role } link
invitations-created = The new link is ready.
invitations-revoked = The link is closed. It no longer works.
invitations-qr = <b>{ $where }</b>, invitation for a { $role }. Point a phone camera at it. It works until { DAY($until) }.

    { $link }

## Working through notes

incidents-head = Open notes ({ $which }): { $place } of { $total }
incidents-all = All
incidents-list = { $name }: { $count }
incidents-none = There are no open notes ({ $which }) now. You will be told when one comes in.
incidents-before = ◀ Before
incidents-after = Next ▶
incidents-whole = 📎 Pictures, place and the rest
incidents-nothing_more = There is nothing more to see of note #{ $number }.
incidents-moved = #{ $number }: { $state }
incidents-already = #{ $number }: { $name } already set it to “{ $state }”.
incidents-not_possible = #{ $number } is “{ $state }” now and cannot be changed that way.
incidents-merged = #{ $number } is part of #{ $kept }. Please work through #{ $kept }.

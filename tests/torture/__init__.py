"""Everything goes wrong at random while people write, and then it is counted what was lost and what happened twice.

    python -m tests.torture --kills 200 --seed 7 --write docs/reliability.md

`load` are the people, `troubles` what befalls the program, `witness` what the messenger saw, `fleet` the processes,
`toll` what it came to, `page` how that is told. A seed decides which trouble comes when; how far the program was by
then, the machine decides.
"""

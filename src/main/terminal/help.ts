/** What `station help` prints. */
export const helpText = `Keydesk, the station without a window.

  station issue --person LOGIN    issue a key to a person
  station keys                    list the keys that are plugged in
  station check                   read what a key says of itself (getInfo)
  station hand-over ISSUANCE      the PIN that waits sealed, once, into --pin-out FILE
  station readiness               what of the organization would stop an issuance, and the cure
  station events                  what happened at Okta to keys that were issued
                                  (--apply ID, --dismiss ID decide about one)
  station audit list              what happened, newest first (--limit N)
  station audit verify            whether the journal was changed, and where
  station audit export            the journal (--format jsonl|csv, --out FILE)
  station backup FILE             a whole copy of the registry
  station restore FILE            that copy in its place; what was there is kept

Which key and which organization
  --key udp:127.0.0.1:PORT        an authenticator at that UDP port instead of USB
  --connection FILE               the organization: a connection file
  --demo                          a simulated key and a local double of Okta
  --demo-okta                     the double of Okta, with the key that is there

The PIN is never an argument
  --pin-file FILE                 the first line of FILE is the PIN ("-" is standard input)
  --pin-out FILE                  write the random PIN into a new file that only you can read
  --template walk-in|hand-over    typed PIN, or random digits that stay sealed until hand-over
  (neither: random digits; walk-in asks for the PIN without showing it)

  --erase                         erase the key if it is not blank
  --wait SECONDS                  how long to wait for exactly one key (default 0)
  --data DIRECTORY                where the registry is kept
  --json                          one JSON object per line

Exit status: 0 done, 1 failed (the failure's code is printed), 2 wrong usage, 130 cancelled.
`

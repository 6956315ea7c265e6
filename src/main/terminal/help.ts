/** What `station help` prints. */
export const helpText = `Keydesk, the station without a window.

Procedures
  station issue --person LOGIN    issue a key to a person
  station set-pin                 the holder changes the first PIN into one of their own
  station activate ISSUANCE       open the gate of a key that was issued for a hand-over
  station inactivate ISSUANCE     nobody can sign in with it, until
  station reactivate ISSUANCE     that is undone
  station revoke ISSUANCE         over for good; its key is wiped if it is plugged in
  station reset-pin               change a PIN the holder knows; --forgotten: erase and issue again
  station replace ISSUANCE        another key for the same person; the old one is revoked
  station whose                   whose key this is (--credentials: what it shows for its PIN)
  station erase                   back to blank; what was on it is revoked
  station unfinished              what a crash left behind; with an ISSUANCE: bring it to its end
                                  (--without-key: its key is gone)
  station hand-over ISSUANCE      the PIN that waits sealed, once, into --pin-out FILE
  Instead of ISSUANCE: --person LOGIN or --serial NUMBER, where that means only one.

Looking
  station keys                    list the keys that are plugged in
  station check                   read what a key says of itself (getInfo)
  station issuances [TEXT]        issuances whose login, name, serial or credential begins so;
                                  with the id of one and --attestation-out FILE: what its key
                                  showed when it was issued, where its template records that
  station readiness               what of the organization would stop an issuance, and the cure
  station events                  what happened at Okta to keys that were issued
                                  (--apply ID, --dismiss ID decide about one)

Keeping
  station templates               list; show ID, save FILE, retire ID
  station trust                   show; add-roots FILE, import-metadata FILE|URL (FIDO MDS3),
                                  add-metadata-roots FILE (who may sign FIDO's, beside its own)
  station audit list              what happened, newest first (--limit N)
  station audit verify            whether the journal was changed, and where
  station audit export            the journal (--out FILE; --format jsonl for programs, or csv for a
                                  spreadsheet: --separator comma|semicolon|tab, or as set up here)
  station backup FILE             a whole copy of the registry
  station restore FILE            that copy in its place; what was there is kept

Which key and which organization
  --key udp:127.0.0.1:PORT        an authenticator at that UDP port instead of USB
  --connection FILE               the organization: a connection file
  --demo                          a simulated key and a local double of Okta
  --demo-okta                     the double of Okta, with the key that is there

The PIN is never an argument
  --pin-file FILE                 the first line of FILE is the PIN ("-" is standard input)
  --current-pin-file FILE         the same for the PIN the key has now
  --pin-out FILE                  write the random PIN into a new file that only you can read
  --template ID                   walk-in: typed PIN; hand-over: random digits that stay sealed;
                                  or one of your own (neither: hand-over, with --pin-file walk-in)

  --erase                         erase the key if it is not blank
  --on-key ID|none|unknown        what is on a key that does not say whose it is (or its PIN, with
                                  --current-pin-file)
  --yes                           confirm what is asked before it is done
  --first-name N --last-name N    somebody new (--email, else the login), where the template creates
  --wait SECONDS                  how long to wait for exactly one key (default 0)
  --data DIRECTORY                where the registry is kept
  --json                          one JSON object per line

Networks: HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE and NODE_EXTRA_CA_CERTS are heard (docs/okta.md).
Exit status: 0 done, 1 failed (the failure's code is printed), 2 wrong usage, 130 cancelled.
`

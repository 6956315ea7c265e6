import type { Words } from '../words.ts'

export const remedies: Words['remedies'] = {
  'start-again': { detail: 'Start again from the beginning.' },
  'insert-and-start-again': { detail: 'Insert the key, leave it in, and start again.' },
  'leave-one-key': { detail: 'Remove all keys but the right one, then start again.' },
  'take-another-key': { detail: 'Take another key and start again.' },
  'choose-another-person': { detail: 'Go back and choose the person again.' },
  'ask-directory': { detail: 'Ask who manages Okta to change the standing of this account.' },
  'ask-for-account': { detail: 'Ask who manages Okta whether this person has an account.' },
  'remove-old-factors': { detail: 'Ask the person to remove a key they no longer use at Okta.' },
  'allow-access': {
    detail: 'Windows: start Keydesk as administrator. Linux: install its udev rule.',
  },
  'close-other-program': { detail: 'Close other programs and browser windows that use the key.' },
  'reinsert-key': { detail: 'Remove the key, insert it again, and start again.' },
  'choose-erasing-template': { detail: 'Choose a template that erases keys that are not blank.' },
  'touch-sooner': { detail: 'Start again, and touch the key as soon as you are told to.' },
  'reinsert-to-erase': { detail: 'Remove the key, insert it again, and start right away.' },
  'allow-erasing': { detail: 'If it may be erased, start again and confirm that.' },
  'say-which-key': { detail: 'Start again, and enter its PIN or choose which key it is.' },
  'choose-another-pin': { detail: 'Start again and choose another PIN.' },
  'erase-blocked-key': { detail: 'Erase this key, then issue it as a blank one.' },
  'connect-provider': { detail: 'Connect Keydesk to Okta first.' },
  'mend-connection-file': { detail: 'Correct that entry, then give the file once more.' },
  'choose-another-file': {
    detail: 'Check the name of the file and what is in it, and give it again.',
  },
  'check-network': { detail: 'Check the network cable or Wi-Fi, then start again.' },
  'trust-authority': {
    detail:
      'If your network inspects connections, add its authority to this computer’s certificates.',
  },
  'open-in-browser': {
    detail: 'Open that address in a browser on this computer: it shows what stands in between.',
  },
  'name-at-proxy': {
    detail:
      'Keydesk signs in there with your account on this computer. Have the proxy let it through.',
  },
  'check-proxy': { detail: 'Check the proxy in the system’s settings.' },
  'ask-network': { detail: 'Ask who manages the network, with the code from Details.' },
  'check-sign-in': { detail: 'Ask who manages Okta to check the service app and its key.' },
  'grant-permission': { detail: 'Ask who manages Okta to give the service app this permission.' },
  'ask-super-administrator': {
    detail: 'Administrators register their own keys, or a super administrator does it at Okta.',
  },
  'ask-administrator': { detail: 'Ask who manages Okta, with the code from Details.' },
  'wait-a-minute': { detail: 'Wait a minute, then start again.' },
  'wait-till-then': { detail: 'Wait until then, then start again.' },
  'wait-for-provider': { detail: 'Look at status.okta.com, and start again later.' },
  'set-clock': { detail: 'Check that the date and time of this computer are right.' },
  'finish-other-run': { detail: 'Finish the key you are working on first.' },
  'unlock-key-store': { detail: 'Unlock the key store of this computer, then start again.' },
  'allow-terminal': { detail: 'Allow it in the window: Settings, Terminal.' },
  'put-station-key-back': { detail: 'Put station-key.json back beside the register.' },
  'restore-with-recovery-key': {
    detail: 'Restore a back-up with the recovery key, in a terminal.',
  },
  'make-registry-writable': { detail: 'Have this account allowed to write there.' },
  'make-room': { detail: 'Make room on the disk, then start again.' },
  'restore-backup': { detail: 'Put a back-up in its place: station restore FILE, in a terminal.' },
  'verify-journal': {
    detail:
      'See under Audit whether the journal is intact: whoever changed one may have changed both.',
  },
  'bring-both-files': {
    detail: 'Bring both files, or make a back-up where the register is, and bring that.',
  },
  'choose-another-backup': {
    detail: 'Give a file that “Back up the register” or station backup has written.',
  },
  'restore-part': {
    detail: 'Or restore it alone, in a terminal. What was only in the other file is then lost.',
  },
  'get-it-anew': { detail: 'Get it anew from where it is published, and give it once more.' },
  'update-keydesk': { detail: 'Install the newest Keydesk on this computer.' },
  'report-code': { detail: 'If it happens again, report the code from Details.' },
  'insert-its-key': { detail: 'Insert the right key, leave it in, and start again.' },
  'change-pin-first': { detail: 'Choose “Set the PIN” first, then start again.' },
  'issue-as-new': { detail: 'Find the person, and issue it to them as a new key.' },
  'take-allowed-model': { detail: 'Take a key of a model that the template lists.' },
  'choose-another-place': { detail: 'Choose another name or folder, or make room on the disk.' },
  'choose-another-template': { detail: 'Choose a template that takes keys of this kind.' },
  'wait-for-other-station': { detail: 'Wait until the other station is done, then start again.' },
  'look-at-issuance': { detail: 'Look at its history under Issuances before you go on.' },
  'correct-details': { detail: 'Correct what Okta names, then start again.' },
  'unlock-account': { detail: 'Have the account unlocked at Okta, then start again.' },
  'wait-some-minutes': { detail: 'Okta is still setting this up. Start again in a few minutes.' },
  'check-password-policy': { detail: 'Have the password policy at Okta checked.' },
  'change-at-source': { detail: 'Change it in the directory that the account comes from.' },
  'enable-in-okta': { detail: 'Have this feature switched on at Okta. Classic Engine lacks some.' },
  'change-protecting-policy': {
    detail: 'Have the Okta policy that forbids this changed.',
  },
  'change-enrollment-policy': {
    detail: 'Have the policy changed at Okta, under Security > Authenticators > Enrollment.',
  },
  'revoke-held-key': {
    detail: 'Revoke that key first, or have it removed at Okta. Then start again.',
  },
  'choose-checking-template': { detail: 'Choose a template whose keys ask for their PIN.' },
  'take-demanded-key': { detail: 'Take a key that meets this, or have the rule changed at Okta.' },
  'end-suspension': {
    detail: 'Have the suspension ended at Okta. Keydesk then offers to mark the key as active.',
  },
}

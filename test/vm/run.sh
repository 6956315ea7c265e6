#!/bin/bash
# Runs test/vm/guest.ts on real Linux hidraw without hardware: Debian's own kernel in QEMU, whose root
# is this machine's, read-only. In the guest the virtual key becomes a HID device through /dev/uhid,
# and our client (through node-hid) and Debian's fido2-tools use it.
#
# Debian packages: qemu-system-x86 busybox-static cpio xz-utils fido2-tools. The kernel is downloaded
# (not installed) and kept in $KEYDESK_VM_CACHE, by default ~/.cache/keydesk-vm. Run as root.
set -euo pipefail
cd "$(dirname "$0")/../.."

cache=${KEYDESK_VM_CACHE:-$HOME/.cache/keydesk-vm}
program=$PWD/test-results/vm/guest.mjs
console=$PWD/test-results/vm/console.log
modules="virtio_pci 9pnet_virtio 9p hid hid-generic uhid"
boot_seconds=240
run_seconds=900

fail() { echo "test:hid: $1" >&2; exit 1; }

require() { # command, package
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || fail "$1 is missing; apt-get install $2"
}

# The kernel that linux-image-amd64 stands for, as an ELF file that QEMU enters without a BIOS.
fetch_kernel() {
  [ -e "$cache/vmlinux" ] && return
  local package work setup offset length
  package=$(apt-cache depends linux-image-amd64 | awk '/Depends:/ { print $2; exit }')
  [ -n "$package" ] || fail "apt knows no linux-image-amd64; run apt-get update"
  echo "fetching $package"
  work=$(mktemp -d)
  (cd "$work" && apt-get download -qq "$package" 2>/dev/null) || fail "apt-get could not download $package"
  dpkg-deb --fsys-tarfile "$work"/*.deb | tar x -C "$work" --wildcards './boot/vmlinuz-*' './lib/modules/*'
  # Documentation/arch/x86/boot.rst: setup sectors at 1f1, the compressed payload's place at 248.
  number() { od -An -v -t"u$2" -j"$1" -N"$2" "$work"/boot/vmlinuz-* | tr -d ' '; }
  setup=$(number $((0x1f1)) 1) offset=$(number $((0x248)) 4) length=$(number $((0x24c)) 4)
  dd if="$(echo "$work"/boot/vmlinuz-*)" iflag=skip_bytes,count_bytes bs=1M status=none \
    skip=$((((setup ? setup : 4) + 1) * 512 + offset)) count="$length" |
    xz -dc --single-stream > "$work/vmlinux"
  mkdir -p "$cache"
  pack_modules "$work"
  mv "$work/vmlinux" "$cache/vmlinux"
  rm -rf "$work"
}

# The modules and busybox; a module's dependencies stand in the file itself.
pack_modules() {
  local work=$1 root=$1/root count=0 seen=" "
  mkdir -p "$root"/{bin,dev,proc,sys,modules,host}
  cp "$(command -v busybox)" "$root/bin/busybox"
  add() {
    local name=${1//-/_} file dependency
    case $seen in *" $name "*) return 0 ;; esac
    seen+="$name "
    file=$(find "$work/lib/modules" -name "${1//_/-}.ko*" -o -name "$name.ko*" | head -1)
    [ -n "$file" ] || return 0 # built into the kernel
    case $file in *.xz) xz -d "$file" && file=${file%.xz} ;; esac
    for dependency in $(grep -aoz 'depends=[^[:cntrl:]]*' "$file" | tr -d '\0' | sed 's/depends=//; s/,/ /g'); do
      add "$dependency"
    done
    cp "$file" "$root/modules/$(printf %02d "$count")-$(basename "$file")"
    count=$((count + 1))
  }
  for module in $modules; do add "$module"; done
  (cd "$root" && find . | cpio -o -H newc --quiet) > "$cache/modules.cpio"
}

# What this run adds: the guest's init, and the program to run.
pack_init() {
  local root
  root=$(mktemp -d)
  cat > "$root/init" <<INIT
#!/bin/busybox sh
B=/bin/busybox
\$B mount -t devtmpfs dev /dev; \$B mount -t proc proc /proc; \$B mount -t sysfs sys /sys
for module in /modules/*; do \$B insmod \$module || echo "VM: no module \$module"; done
\$B mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=512000,cache=loose host /host
for folder in dev proc sys; do \$B mount -o bind /\$folder /host/\$folder; done
\$B mount -t tmpfs run /host/run; \$B ip link set lo up
echo "VM: up"
cd /
HOME=/run UV_THREADPOOL_SIZE=16 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  \$B chroot /host "$(command -v node)" "$program"
echo "VM: exit \$?"
\$B poweroff -f
INIT
  chmod +x "$root/init"
  (cd "$root" && echo init | cpio -o -H newc --quiet) | cat "$cache/modules.cpio" - > "$cache/initrd"
  rm -rf "$root"
}

# Without KVM, which hangs where it is itself virtual; with one processor, which is fastest without it.
boot() {
  timeout "$run_seconds" qemu-system-x86_64 -accel tcg -cpu max -M pc -smp 1 -m 768 \
    -nodefaults -no-user-config -no-reboot -display none -serial stdio -monitor none \
    -kernel "$cache/vmlinux" -initrd "$cache/initrd" \
    -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap \
    -device virtio-9p-pci,fsdev=host,mount_tag=host \
    -append "console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off nokaslr tsc=reliable no_timer_check random.trust_cpu=on" \
    < /dev/null > "$console" 2>&1 &
  qemu=$!
  local waited=0
  until grep -q "^VM: up" "$console"; do
    kill -0 "$qemu" 2>/dev/null || return 1
    [ "$waited" -lt $((boot_seconds * 2)) ] || { kill "$qemu"; wait "$qemu" || true; return 1; }
    sleep 0.5
    waited=$((waited + 1))
  done
}

require qemu-system-x86_64 qemu-system-x86
require busybox busybox-static
require cpio cpio
require xz xz-utils
require fido2-token fido2-tools
[ "$(id -u)" = 0 ] || fail "run as root: the guest shares this machine's files"

fetch_kernel
mkdir -p "$(dirname "$program")"
node_modules/.bin/esbuild guest=test/vm/guest.ts virtual-key=src/simulator/virtual-key/main.ts --bundle \
  --platform=node --format=esm --packages=external --log-level=warning --out-extension:.js=.mjs \
  --outdir="$(dirname "$program")"
pack_init
boot || { echo "the guest did not come up; once more"; boot; } || fail "the guest does not come up; see $console"
tail -n +1 -f --pid="$qemu" "$console" | tr -d '\r' | grep -Ev "^VM: exit|reboot: Power down" || true
wait "$qemu" || true
status=$(tr -d '\r' < "$console" | sed -n 's/^VM: exit \([0-9]*\).*/\1/p')
[ -n "$status" ] || fail "the guest did not finish; see $console"
exit "$status"

# shellcheck shell=bash
# What the scripts of contrib share: words for the user, the JDK, and Debian's packages.

KAPOK_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export KAPOK_HOME

# What running containers takes, what building takes, and what the tests take besides.
# shellcheck disable=SC2034  # for the scripts that read this file
RUN_PACKAGES=(conmon runc crun catatonit slirp4netns passt uidmap iproute2 nftables ca-certificates)
# shellcheck disable=SC2034
BUILD_PACKAGES=(maven gcc make libc6-dev libsqlite3-dev libisal-dev libzstd-dev)
# shellcheck disable=SC2034
TEST_PACKAGES=(containernetworking-plugins iptables aardvark-dns curl busybox-static skopeo docker-registry jq sudo shellcheck apache2-utils openssl procps util-linux acl attr libcap2-bin fuse-overlayfs)

say() { printf '== %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# as_root COMMAND...: runs it as root, with sudo where that is needed.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages NAME...: installs those of Debian's packages that are missing, and says which.
install_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2> /dev/null | grep -q '^ii' || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get > /dev/null || die "apt-get is missing: install ${missing[*]} by hand"
  say "installing ${missing[*]}"
  as_root apt-get -q update > /dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" > /dev/null
}

is_jdk_25() {
  [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25'
}

# find_jdk: sets JAVA_HOME to a JDK 25, installing the distribution's where it has one.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*jdk*25*; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  if apt-cache show openjdk-25-jdk-headless > /dev/null 2>&1; then
    install_packages openjdk-25-jdk-headless
    find_jdk
    return
  fi
  die "no JDK 25 found: unpack one (https://adoptium.net offers them) and set JAVA_HOME to its folder"
}

# maven ARGUMENT...: runs the build with the JDK that find_jdk found.
maven() {
  (cd "$KAPOK_HOME" && mvn "$@")
}

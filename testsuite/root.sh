# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by check-compilers.sh: a root folder with packages of another suite of Debian.
#
#   fetch_lists             what the suite has; says why not
#   has_package NAME...     whether it has all of these
#   add_packages NAME...    unpacks them into $root with what they depend on
#   inside COMMAND          runs it there, with its own mounts
#
# Wants $suite, $root, $apt (its lists and packages: what was fetched once stays there) and
# $architectures, the first of them this machine's.  Packages are unpacked, not installed: no
# script of theirs is run, and nothing of this machine's own apt is touched.

# APT's whole configuration.  A mirror that stands still for some weeks is good enough for
# tests; signatures are checked.
configure_apt() {
	mkdir -p "$apt/lists/partial" "$apt/archives/partial"
	echo "deb ${VYPR_MIRROR:-http://deb.debian.org/debian} $suite main" >"$apt/sources.list"
	cat >"$apt/apt.conf" <<-EOF
	Dir::Etc::Main "/dev/null";
	Dir::Etc::Parts "/dev/null";
	Dir::Etc::SourceList "$apt/sources.list";
	Dir::Etc::SourceParts "/dev/null";
	Dir::State::Lists "$apt/lists";
	Dir::State::Status "/dev/null";
	Dir::Cache "$apt";
	Acquire::Check-Valid-Until "false";
	Acquire::Languages "none";
	APT::Architecture "${architectures%% *}";
	APT::Architectures { $(printf '"%s"; ' $architectures)};
	APT::Install-Recommends "false";
	APT::Sandbox::User "root";
	EOF
}

of_suite() { # COMMAND...: apt-get or apt-cache, of the suite and not of this machine
	APT_CONFIG=$apt/apt.conf "$@"
}

fetch_lists() {
	configure_apt
	of_suite apt-get -q update >"$apt/log" 2>&1 &&
		! grep -q '^[WE]: .*Failed to fetch' "$apt/log"
}

has_package() {
	local name
	for name; do
		of_suite apt-cache show --no-all-versions "$name" >/dev/null 2>&1 || return
	done
}

# The files of these packages and of all that they depend on, base-files first: it has the
# links from /lib to /usr/lib that the others rely on.
archives_of() { # NAME...
	of_suite apt-get -q -y --download-only install "$@" >>"$apt/log" 2>&1 || return
	of_suite apt-get -q -s install "$@" |
		sed -nE 's/^Inst ([^: ]+)(:[^ ]+)? \(([^ ]+) .*\[([^]]+)\]\).*/\1_\3_\4.deb/p' |
		sed 's/:/%3a/' | awk '/^base-files_/ { print; next } { rest = rest $0 "\n" }
			END { printf "%s", rest }'
}

add_packages() {
	local archive archives
	archives=$(archives_of "$@") && [ -n "$archives" ] || return
	mkdir -p "$root/.unpacked"
	for archive in $archives; do
		[ -e "$root/.unpacked/$archive" ] && continue
		dpkg-deb -x "$apt/archives/$archive" "$root" >>"$apt/log" 2>&1 || return
		: >"$root/.unpacked/$archive"
	done
	ln -sf mawk "$root/usr/bin/awk"
	mkdir -p "$root/proc" "$root/dev" "$root/tmp"
}

inside() { # COMMAND
	unshare -m bash -c 'mount --make-rprivate / && mount -t proc proc "$0/proc" &&
		mount --rbind /dev "$0/dev" && exec env -i PATH=/usr/sbin:/usr/bin HOME=/root \
		LC_ALL=C VYPR_TESTS="$2" chroot "$0" bash -c "$1"' "$root" "$1" "${VYPR_TESTS:-}"
}

# shellcheck shell=sh disable=SC2154  # $root is the caller's
# What ./run, ./test and .ci/run share: finding Python, making its environment, and the system
# libraries that Qt loads. They set $root (the checkout), source this file and call
#
#     prepare run|test window|terminal
#
# Afterwards $environment is a Python environment with what pyproject.toml asks for, and $python
# its interpreter. All messages go to stderr: stdout belongs to the program. On a prepared machine
# only a few files are read. Where that cannot be had, the shell exits with
#
#     69  this machine lacks something; the message names the command that installs it
#     75  a download failed; the next start goes on from there

lacks_something=69
try_again=75

# A shared library that Qt's window needs, and the Debian or Ubuntu package that has it. These are
# the direct needs of QtWidgets, the xcb and wayland plugins and QtDBus in PySide6-Essentials 6.11
# (readelf -d); packages that a release has renamed (libglib2.0-0t64) still answer to these names.
qt_libraries="
libEGL.so.1=libegl1
libGL.so.1=libgl1
libX11-xcb.so.1=libx11-xcb1
libX11.so.6=libx11-6
libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1
libfreetype.so.6=libfreetype6
libglib-2.0.so.0=libglib2.0-0
libgthread-2.0.so.0=libglib2.0-0
libwayland-client.so.0=libwayland-client0
libwayland-cursor.so.0=libwayland-cursor0
libxcb-cursor.so.0=libxcb-cursor0
libxcb-glx.so.0=libxcb-glx0
libxcb-icccm.so.4=libxcb-icccm4
libxcb-image.so.0=libxcb-image0
libxcb-keysyms.so.1=libxcb-keysyms1
libxcb-randr.so.0=libxcb-randr0
libxcb-render-util.so.0=libxcb-render-util0
libxcb-render.so.0=libxcb-render0
libxcb-shape.so.0=libxcb-shape0
libxcb-shm.so.0=libxcb-shm0
libxcb-sync.so.1=libxcb-sync1
libxcb-util.so.1=libxcb-util1
libxcb-xfixes.so.0=libxcb-xfixes0
libxcb-xkb.so.1=libxcb-xkb1
libxcb.so.1=libxcb1
libxkbcommon-x11.so.0=libxkbcommon-x11-0
libxkbcommon.so.0=libxkbcommon0
libz.so.1=zlib1g
libzstd.so.1=libzstd1
"

prepare() {
    purpose=$1
    choose_environment
    python=$environment/bin/python
    packages=
    base_python=
    is_ready || find_python
    [ "$2" = terminal ] || find_missing_for_qt
    for _ in 1 2; do # the first apt-get may be what tells which Python this system has
        [ -n "$packages" ] || break
        # shellcheck disable=SC2086  # one word each
        install_packages $packages
        packages=
        is_ready || find_python
    done
    is_ready || make_environment
}

say() { printf 'studyapp: %s\n' "$*" >&2; }

give_up() { # give_up STATUS MESSAGE...
    status=$1
    shift
    for message; do say "$message"; done
    exit "$status"
}

has() { command -v "$1" >/dev/null 2>&1; }

find_chromium() { # sets $chromium
    for chromium in chromium chromium-browser google-chrome google-chrome-stable; do
        ! has "$chromium" || return 0
    done
    return 1
}

# --- the environment: is it there, is it current? ---------------------------------------------

choose_environment() {
    environment=$root/.venv
    if [ ! -w "$root" ] && ! is_ready; then
        caches=${XDG_CACHE_HOME:-${HOME:?names no folder for the Python environment}/.cache}
        environment=$caches/studyapp/venv-$(printf %s "$root" | cksum | tr -d ' ')
    fi
}

is_ready() {
    [ ! -e "$environment/unfinished" ] && is_of_this_place &&
        first_line "$environment/ready-to-$purpose" && [ "$line" = "$(wanted)" ]
}

# An environment holds absolute paths and belongs to one Python: it stops working when the checkout
# moves or when the system's python3 becomes another version.
is_of_this_place() {
    [ -x "$environment/bin/python" ] &&
        first_line "$environment/made-for" && [ "$line" = "$(place)" ]
}

place() { printf '%s at %s\n' "$(readlink -f "$environment/bin/python")" "$root"; }

# What decides which packages are installed: all of pyproject.toml before the tools' settings.
wanted() { sed '/^\[tool\./,$d' "$root/pyproject.toml" | cksum; }

first_line() { # sets $line
    line=
    [ -r "$1" ] && IFS= read -r line <"$1"
}

# --- Python ------------------------------------------------------------------------------------

# Sets $base_python, or adds to $packages what would give one.
find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 "$(python_of_uv)"; do
        base_python=$("$candidate" -I -c '
import sys
if sys.version_info < (3, 11): sys.exit(1)
print(getattr(sys, "_base_executable", None) or sys.executable)' 2>/dev/null) && break
        base_python=
    done
    if [ -z "$base_python" ]; then
        packages=$(python_packages)
        [ -n "$packages" ] || no_python
    elif ! has uv && ! "$base_python" -I -c 'import ensurepip, venv' 2>/dev/null; then
        packages=$("$base_python" -I -c '
import sys
print("python%d.%d-venv" % sys.version_info[:2])')
    fi
}

python_of_uv() { has uv && uv python find '>=3.11' 2>/dev/null || echo none; }

python_packages() {
    for package in python3 python3.13 python3.12 python3.11; do
        case $(candidate_version "$package") in
            3.1[1-9]*) echo "$package $package-venv" && return ;;
        esac
    done
    # Without package lists nothing is known yet. With them, this system has no Python that will do.
    [ -n "$(candidate_version python3)" ] || echo "python3 python3-venv"
}

candidate_version() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9]\)/\1/p'
}

no_python() {
    give_up "$lacks_something" \
        "Python 3.11 or newer is needed, and this system's packages have none." \
        "Install one (with uv: uv python install 3.13) and start again."
}

# --- making the environment --------------------------------------------------------------------

make_environment() {
    [ -n "$base_python" ] || no_python
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    mkdir -p "$environment" 2>/dev/null || :
    [ -w "$environment" ] ||
        give_up "$lacks_something" "Cannot write to $environment, where the Python packages go."
    exec 9>"$environment/lock"
    wait_for_lock
    is_ready || install_environment
    exec 9>&-
    trap - INT TERM HUP
}

# The lock is on this shell's file, so that the kernel drops it however the shell ends.
wait_for_lock() {
    "$base_python" -I -c '
import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("studyapp: Another start is setting up; waiting for it.", file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)' 9>&9
}

# "unfinished" lies in the environment while something is written there, so that what a kill or a
# power cut leaves behind is thrown away; a download that failed leaves it whole.
install_environment() {
    say "Setting up in $environment: once, a minute or two, about 100 MB to download."
    log=$environment/setup.log
    is_worth_keeping || find "$environment/" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf {} +
    : >"$environment/unfinished"
    extras=
    [ "$purpose" = run ] || extras='[dev]'
    install_with_uv >"$log" 2>&1 || install_with_pip >>"$log" 2>&1 || setup_failed
    place >"$environment/made-for"
    wanted >"$environment/ready-to-run"
    [ "$purpose" = run ] || wanted >"$environment/ready-to-$purpose"
    rm -f "$environment/unfinished"
}

# An environment that a developer made by hand has no mark of its place; it is updated in place.
is_worth_keeping() {
    [ ! -e "$environment/unfinished" ] && [ -f "$environment/pyvenv.cfg" ] &&
        { [ ! -e "$environment/made-for" ] || is_of_this_place; } &&
        has_pip && "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'
}

install_with_uv() {
    has uv || return 1
    [ -f "$environment/pyvenv.cfg" ] ||
        uv venv --allow-existing --seed --python "$base_python" "$environment" || return 1
    uv pip install --python "$python" --editable "$root$extras"
}

install_with_pip() {
    has_pip || "$base_python" -I -m venv "$environment" || return 1
    PIP_USER=0 "$python" -m pip install --no-input --disable-pip-version-check \
        --editable "$root$extras"
}

has_pip() { "$python" -I -c 'import pip' 2>/dev/null; }

setup_failed() {
    ! has_pip || rm -f "$environment/unfinished"
    give_up "$try_again" "Setting up failed: $(last_error "$log")" \
        "The whole story is in $log. Is there a network? Start again to go on."
}

last_error() {
    grep -E -i '^ *(error|e):|no space left' "$1" | grep -v subprocess-exited |
        tail -n 1 | sed 's|^ *||' | grep . ||
        tail -n 1 "$1"
}

# --- system packages ---------------------------------------------------------------------------

# Qt aborts the whole process when its window plugin lacks a library: look before it loads.
find_missing_for_qt() {
    [ "$(uname)" = Linux ] || return 0
    listed=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null) || listed=
    missing=
    for entry in $qt_libraries; do
        case $listed in
            *"	${entry%=*} ("*) ;;
            *) missing="$missing $entry" ;;
        esac
    done
    [ -z "$missing" ] || look_closer
    has_font || packages="$packages fonts-dejavu-core"
}

# ldconfig does not list what LD_LIBRARY_PATH or a system without its cache offers.
look_closer() {
    loader=$python
    [ -x "$loader" ] || loader=$base_python
    # shellcheck disable=SC2086  # one word each
    [ -z "$loader" ] || missing=$("$loader" -I -c '
import ctypes, sys
for entry in sys.argv[1:]:
    try: ctypes.CDLL(entry.split("=")[0])
    except OSError: print(entry)' $missing)
    for entry in $missing; do
        case "$packages " in
            *" ${entry#*=} "*) ;;
            *) packages="$packages ${entry#*=}" ;;
        esac
    done
}

# Only apt-get's systems are known to keep their fonts here.
has_font() {
    has apt-get || return 0
    for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-}/.local/share/fonts"; do
        [ -z "$(find "$folder/" -name '*.[to]t[fc]' 2>/dev/null | head -n 1)" ] || return 0
    done
    return 1
}

install_packages() {
    has apt-get || give_up "$lacks_something" \
        "This machine lacks what these Debian packages hold: $*" \
        "Install the like with the system's package manager and start again."
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif has sudo && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        name_the_command "$@"
    fi
    say "Installing with apt-get what this machine lacks: $*"
    log=$(mktemp)
    apt_get install "$@" >"$log" 2>&1 ||
        { apt_get update && apt_get install "$@"; } >>"$log" 2>&1 ||
        give_up "$lacks_something" "apt-get failed: $(last_error "$log")" \
            "The whole story is in $log."
    rm -f "$log"
}

apt_get() { # apt_get update | apt_get install PACKAGE...
    # shellcheck disable=SC2086  # $as_root is a command and its option, or nothing
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -y -o DPkg::Lock::Timeout=300 --no-install-recommends "$@"
}

name_the_command() {
    line="apt-get update && apt-get install $*"
    how="As root, type:"
    ! has sudo || { how="Type:" line="sudo apt-get update && sudo apt-get install $*"; }
    give_up "$lacks_something" "This machine lacks system packages. $how" "$line"
}

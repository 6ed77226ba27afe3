"""The kernel calls that no decoder needs: numbers on x86-64 and on 64-bit ARM (None where it does not exist).

A list of what is forbidden, not of what is allowed: decoders of many versions must run, and the walls
that matter (files, network, processes) do not stand on this list alone.
"""

from __future__ import annotations

import platform

Numbers = tuple[int | None, int | None]

FORBIDDEN: dict[str, Numbers] = {
    # the network, and sockets of other programs (the database's, the bus)
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # new processes; threads come through clone, which is looked at more closely
    "fork": (57, None),
    "vfork": (58, None),
    # file systems and namespaces
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "fanotify_init": (300, 262),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    # what Landlock does not watch (truncate only before its third version)
    "truncate": (76, 45),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    # the kernel itself
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "acct": (163, 89),
    "syslog": (103, 116),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "personality": (135, 92),
    "vhangup": (153, 58),
    "memfd_secret": (447, 447),
    # who one is
    "setuid": (105, 146),
    "setgid": (106, 144),
    "setreuid": (113, 145),
    "setregid": (114, 143),
    "setresuid": (117, 147),
    "setresgid": (119, 149),
    "setfsuid": (122, 151),
    "setfsgid": (123, 152),
    "setgroups": (116, 159),
    "capset": (126, 91),
}
NAMED: dict[str, Numbers] = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "tgkill": (234, 131),
    "prlimit64": (302, 261),
    "execve": (59, 221),
    "execveat": (322, 281),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
# Calls that are younger than this list answer "not implemented", which every program can live with.
NEWEST_KNOWN = 450

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


class UnknownMachine(OSError):
    """There is no table for this processor, so no filter can be built."""


def machine() -> str:
    """
    :raises UnknownMachine: neither x86-64 nor 64-bit ARM
    """
    name = platform.machine()
    if name not in AUDIT_ARCH:
        raise UnknownMachine(f"no table of kernel calls for {name}")
    return name


def number(name: str) -> int:
    """Give the number of a call of ``NAMED`` on this machine."""
    found = NAMED[name][list(AUDIT_ARCH).index(machine())]
    assert found is not None
    return found


def forbidden_numbers() -> list[int]:
    """Give the numbers of ``FORBIDDEN`` that exist on this machine."""
    column = list(AUDIT_ARCH).index(machine())
    return [numbers[column] for numbers in FORBIDDEN.values() if numbers[column] is not None]  # type: ignore[misc]

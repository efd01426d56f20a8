"""What is counted of persons: how often, at what hours and through whom they were contacted."""

import msgspec

from tonecheck.audit.counts import add_numbers


class Contacts(msgspec.Struct):
    """Counts over persons; parts add up."""

    persons: int = 0
    person_days: int = 0
    per_day: dict[int, int] = {}
    """Person-days by contacts."""
    quiet_contacts: int = 0
    quiet_days: int = 0
    quiet_by: dict[str, int] = {}
    """Contacts in quiet hours by provision."""
    frequent_days: int = 0
    contacts_over: int = 0
    frequent_by: dict[str, int] = {}
    third_persons: int = 0
    third_contacts: int = 0
    rising: int = 0

    def add(self, other: "Contacts") -> None:
        for name in self.__struct_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, dict):
                add_numbers(mine, theirs)
            else:
                setattr(self, name, mine + theirs)

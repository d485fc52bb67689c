"""The schedule of a workspace: when every item starts and finishes, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmkit.kinds.effort import efforts_of
from pmkit.model.workspace import Workspace
from pmkit.schedule.activities import Activities
from pmkit.schedule.network import Network
from pmkit.schedule.report import Report
from pmkit.schedule.resources import Resources
from pmkit.schedule.schedule import Schedule
from pmkit.schedule.serial import Serial
from pmkit.store.settings import Schedule as Settings


def solve(workspace: Workspace, order: Sequence[str], as_of: date, settings: Settings) -> Schedule:
    """The schedule as of a day, with the items in ``order`` served first; others follow by id.

    Every work item gets dates or a reason why it has none. Nothing is raised for what users write.
    """
    efforts = efforts_of(workspace, settings.hours_per_day)
    resources = Resources(workspace, settings, as_of)
    activities = Activities(workspace, efforts, resources, as_of.toordinal())
    serial = Serial(Network(activities), resources, order)
    return Report(serial, activities, as_of).schedule()

"""The PRD: a plan in, chapters out; only those that have something to say."""

from __future__ import annotations

import pytest
from tests.documents.prds import assert_sound, chapters, prd, under

from pmkit.resources import LANGUAGES


def test_a_plan_with_one_feature() -> None:
    text = prd("features: [{id: FEAT-001, title: Import}]")
    assert (
        text
        == """\
<!-- Made by pmkit build prd. Edits here are lost. -->

# CRM: product requirements document

## 1 Feature list

| ID | Feature | Status |
| --- | --- | --- |
| <a id="FEAT-001"></a>FEAT-001 | Import | Draft |
"""
    )


def test_a_plan_with_nothing() -> None:
    assert prd("tasks: [{id: TASK-001, title: a}]", "zh-CN").endswith("\n\n# CRM 产品需求文档\n")


def test_control_data_and_versions() -> None:
    settings = """\
documents:
  - template: prd
    number: PRD-1
    version: 1.1
    status: review
    author: STK-001
    reviewers: [Noor]
    revisions: [{version: 1.0, date: 2026-12-01, author: STK-001, note: Draft}]
schedule: {as_of: 2026-12-15}
"""
    text = prd("stakeholders: [{id: STK-001, title: 李雷}]", "zh-CN", settings)
    assert "| PRD-1 | 1.1 | 评审中 | 李雷 | Noor | 2026-12-15 |" in text
    assert "**修订记录**" in text
    assert "| 1.0 | 2026-12-01 | 李雷 | Draft |" in text


PURPOSE = """
products:
  - id: PROD-001
    title: CRM
    description: What salespeople use.
    vision: Nobody loses a customer
    stage: launch
    problem: |
      Two paragraphs.

      Of trouble.
    why_now: The market moves.
    positioning: {for: small teams, unlike: big suites}
    kpis: [{name: Seats, baseline: 10, target: 20, unit: seats, actual: 12, as_of: 2026-12-01}]
    non_goals: [No book-keeping]
    market: {regulations: Keep *logs*.}
    attachments:
      - {title: Study, url: "https://example.com/a b", type: data}
      - {title: Secret, url: "javascript:alert(1)"}
      - {path: data/x.csv}
goals:
  - id: GOAL-001
    title: More customers
    status: active
    strategy: Sell
    horizon: 2027
    metrics:
      - {name: Customers, baseline: 3, at_least: 5, due: 2027-06-30, source: Ledger}
      - {name: Churn, at_most: 2%, condition: per month}
    goals: [{id: GOAL-002, title: More trials, description: Free ones.}]
  - {id: GOAL-003, title: Old, status: dropped}
"""


def test_why_it_is_built() -> None:
    text = prd(PURPOSE)
    background = under(text, "Background and goals")
    assert background.startswith("What salespeople use.\n\n- **Vision**: Nobody loses a customer\n")
    assert "- **Stage**: Launch\n" in background
    assert under(text, "Problem") == "Two paragraphs.\n\nOf trouble."
    assert under(text, "Positioning") == "- **For**: small teams\n- **Unlike**: big suites"
    assert "| Seats | 10 seats | 20 seats | 12 seats (2026-12-01) |" in background
    assert under(text, "Key figures").split("**Attachments**")[1].split("\n\n")[1] == (
        "- [Study](https://example.com/a%20b) (Data)\n"
        "- Secret (javascript:alert(1)) (Document)\n"
        "- data/x.csv (Document)"
    )


def test_goals_with_their_figures_once() -> None:
    text = prd(PURPOSE)
    assert under(text, "Goals").splitlines()[2:] == [
        '| <a id="GOAL-001"></a>GOAL-001 | More customers | Sell | 2027 | Active |',
        '| <a id="GOAL-002"></a>GOAL-002 | └ More trials<br>Free ones. |  |  | Proposed |',
    ]
    assert under(text, "Metrics of success").splitlines() == [
        "| Goal | Metric | Baseline | Target | Due | How it is counted | Source |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| [GOAL-001](#GOAL-001) More customers | Customers | 3 | ≥ 5 | 2027-06-30 |  | Ledger |",
        "|  | Churn |  | ≤ 2% |  | per month |  |",
    ]


def test_what_is_out_of_scope() -> None:
    plan = (
        PURPOSE
        + """
features:
  - {id: FEAT-001, title: Fax, priority: {moscow: {value: wont, reason: Nobody asked}}}
requirements:
  - {id: REQ-001, title: Spam, type: functional, status: rejected, status_reason: Forbidden}
  - {id: REQ-002, title: Same, type: functional, status: dropped, duplicate_of: REQ-001}
"""
    )
    text = under(prd(plan), "Out of scope")
    assert text.startswith("- No book-keeping\n")
    assert '| <a id="FEAT-001"></a>FEAT-001 | Fax | Won\'t this time | Nobody asked |' in text
    assert '| <a id="REQ-001"></a>REQ-001 | Spam | Rejected | Forbidden |' in text
    assert "REQ-002 | Same | Dropped | same as REQ-001 Spam |" in text


PEOPLE = """
personas:
  - {id: PER-001, title: Noor, role: Seller, share: 20%, primary: false}
  - id: PER-002
    title: Bram
    primary: true
    quote: I have no time
    demographics: {age: 34, city: Ghent}
    wants: [Speed]
    pains: [Forms, Waiting]
    evidence: [FB-001]
feedback: [{id: FB-001, title: Too slow, channel: support}]
journeys:
  - id: JNY-001
    title: First day
    persona: PER-002
    stages: [{name: Find, does: looks, pains: [a, b], features: [FEAT-001, FEAT-002]}]
stakeholders:
  - {id: STK-001, title: Ilse, role: Manager, expectations: On time, attitude: critical}
features:
  - {id: FEAT-001, title: Import, permissions: {admin: all files, seller: own files}}
  - {id: FEAT-002, title: Fax, status: dropped, permissions: {boss: all}}
"""


def test_users_and_roles() -> None:
    text = prd(PEOPLE)
    assert under(text, "Target users").splitlines()[2:] == [
        "| [PER-002](#PER-002) | Bram |  |  | Primary |",
        '| <a id="PER-001"></a>PER-001 | Noor | Seller | 20% | Secondary |',
    ]
    assert under(text, "Bram").startswith(
        "> I have no time\n\n- **Profile**: age: 34; city: Ghent\n- **Wants**\n    - Speed\n"
        "- **Pains**\n    - Forms\n    - Waiting\n- **Evidence**: FB-001 Too slow"
    )
    assert "| Find | looks | a<br>b | [FEAT-001](#FEAT-001) Import<br>" in text
    assert under(text, "Stakeholders").splitlines()[2:] == ["| Ilse | Manager | On time |"]
    assert "Critical" not in text


def test_roles_across_features() -> None:
    assert under(prd(PEOPLE), "Roles and permissions").splitlines() == [
        "| Feature | admin | seller |",
        "| --- | --- | --- |",
        "| [FEAT-001](#FEAT-001) Import | all files | own files |",
    ]


def test_many_roles_are_a_list() -> None:
    roles = ", ".join(f"role {number}: read" for number in range(7))
    text = prd(f"features: [{{id: FEAT-001, title: Import, permissions: {{{roles}}}}}]")
    assert under(text, "Roles and permissions").splitlines()[:3] == [
        "| Feature | Role | May |",
        "| --- | --- | --- |",
        "| [FEAT-001](#FEAT-001) Import | role 0 | read |",
    ]


def test_terms_in_the_other_language_where_it_differs() -> None:
    plan = "terms: [{id: TERM-001, title: 线索, english: lead, chinese: 线索, synonyms: [a, b]}]"
    assert under(prd(plan, "zh-CN"), "术语").splitlines() == [
        "| 术语 | 英文 | 同义词 |",
        "| --- | --- | --- |",
        "| 线索 | lead | a、b |",
    ]


REQUIREMENTS = """
goals: [{id: GOAL-001, title: Growth}]
requirements:
  - id: REQ-001
    title: Import
    type: functional
    statement: The system shall read files.
    rationale: People asked.
    goals: [GOAL-001]
    sources: [FB-9, A call]
    verification: test
    priority: {moscow: must}
    requested_by: Noor
    flow: [{step: Choose a file, role: seller, rule: at most 5 MB}, Read it]
    acceptance: [{id: AC1, given: a file, when: it is sent, then: it is read}]
  - {id: REQ-002, title: Export, type: functional, parent: REQ-001, flow: [Click]}
  - id: REQ-003
    title: Speed
    type: non_functional
    quality: performance
    statement: Fast.
    measures:
      - {name: P95, baseline: 9 s, at_most: 4 s, condition: 200 users}
      - {name: Mean, at_most: 1, unit: s}
  - {id: REQ-004, title: Safe, type: non_functional, quality: security}
features:
  - {id: FEAT-001, title: Module, satisfies: [REQ-001], features: [
      {id: FEAT-002, title: Upload, satisfies: [REQ-001], priority: {moscow: must}},
      {id: FEAT-003, title: Mapping, satisfies: [REQ-001, REQ-003]}]}
"""


def test_requirements_and_why() -> None:
    text = prd(REQUIREMENTS)
    assert under(text, "All requirements").splitlines()[2:] == [
        "| [REQ-001](#REQ-001) | Import | Functional | Must | Draft | Noor |",
        "| [REQ-002](#REQ-002) | Export | Functional | Must | Draft |  |",
    ]
    assert (
        under(text, "REQ-001 Import")
        == """\
The system shall read files.

- **Serves**: [GOAL-001](#GOAL-001) Growth
- **Satisfied by**: [FEAT-001](#FEAT-001) Module; [FEAT-002](#FEAT-002) Upload; \
[FEAT-003](#FEAT-003) Mapping
- **Evidence**: FB-9; A call
- **Verified by**: Test

**Rationale**

People asked.

**Acceptance criteria**

- **AC1**
    - **Given** a file
    - **When** it is sent
    - **Then** it is read

<a id="REQ-002"></a>"""
    )


def test_a_flow_stands_once_at_the_first_feature_that_is_no_module_else_at_its_requirement() -> (
    None
):
    text = prd(REQUIREMENTS)
    table = "| 1 | Choose a file | seller | at most 5 MB |\n| 2 | Read it |  |  |"
    assert text.count(table) == 1
    assert table in under(text, "FEAT-002 Upload")
    other = "For the flow of [REQ-001](#REQ-001) Import, see [FEAT-002](#FEAT-002) Upload."
    assert other in under(text, "FEAT-003 Mapping")
    assert "| 1 | Click |" in under(text, "REQ-002 Export")


def test_what_it_has_to_measure_up_to() -> None:
    text = under(prd(REQUIREMENTS), "Non-functional requirements")
    assert "| [REQ-003](#REQ-003) | Speed | Performance | Draft |" in text
    assert '| <a id="REQ-004"></a>REQ-004 | Safe | Security | Draft |' in text
    assert "| Requirement | Quality | Metric | Baseline | Target | Condition |" in text
    assert "| [REQ-003](#REQ-003) Speed | Performance | P95 | 9 s | ≤ 4 s | 200 users |" in text
    assert "|  |  | Mean |  | ≤ 1 s |  |" in text
    assert "Fast." in text


FEATURE = """
releases: [{id: REL-001, title: Spring, version: 1.0}]
personas: [{id: PER-001, title: Noor}]
risks:
  - {id: RISK-001, title: Late, probability: 3, impact: 5, affects: [FEAT-002]}
questions: [{id: Q-001, title: How large, affects: [FEAT-002]}]
features:
  - id: FEAT-001
    title: Contacts
    description: Where customers live.
    personas: [PER-001]
    features:
      - id: FEAT-002
        title: Import
        description: Reads files.
        status: in_progress
        release: REL-001
        team: A team
        estimate: 4d
        due: 2027-01-08
        maturity: beta
        priority: {moscow: must, kano: must_be}
        value: Customers on the first day
        advantage: Nobody else does
        feasibility: {level: high, note: Done before}
        story: One morning.
        preconditions: [A user]
        rules: [One, Two]
        exceptions: [No network]
        interaction: A *wizard*.
        ui: Blue.
        data: [{name: Name, type: text, length: 9, required: true}, {name: Note, required: false}]
        permissions: {admin: all}
        tracking: file_sent
        metrics: [{name: Files, target: 5}]
        satisfaction: [{name: Smiles, target: 9}]
        privacy: Deleted.
        implementation: "1. Read\\n2. Write"
        responsibilities: [{does: Code, who: Bram, due: 2027-01-01}]
        rollout: Slowly.
        monitoring: Always.
        education: [A video]
        release_note: Read files.
        evolution: More.
        depends_on: [FEAT-003, {item: MS-001, type: SS}]
        external: {jira: A-1}
        region: Asia
        terms_of_use: Some *text*
        notes: See below.
        acceptance: [It reads]
        stories:
          - {id: US-001, as_a: PER-001, i_want: to send a file, so_that: I can go home.,
             points: 3, acceptance: [{id: AC1, criterion: It is read}, It is fast]}
      - {id: FEAT-003, title: Bare}
milestones: [{id: MS-001, title: Go, date: 2027-01-31}]
"""
FIELDS = """\
fields:
  feature:
    region: {type: choice, choices: [Asia, Europe], label: Region}
    terms_of_use: {type: text, label: Terms of use}
"""


def test_all_that_is_said_of_a_feature() -> None:
    text = prd(FEATURE, settings=FIELDS)
    assert_sound(text)
    detail = under(text, "FEAT-002 Import")
    for expected in (
        "Reads files.\n\n| Priority | Release | Status | Maturity | Effort (person-days) | Team |",
        "| Must · Must-be | 1.0 | In progress | Beta | 4 | A team | 2027-01-08 |",
        "- **Value**: Customers on the first day\n- **Users**: [PER-001](#PER-001) Noor\n",
        "- **Advantage**: Nobody else does\n- **Feasibility**: High: Done before\n",
        "- **Elsewhere**: jira: A-1\n- **Region**: Asia\n",
        '| <a id="US-001"></a>US-001 | As Noor, I want to send a file, so that I can go home. |',
        "**Scenario of use**\n\nOne morning.\n",
        "**Preconditions**\n\n- A user\n",
        "**Rules**\n\n1. One\n2. Two\n",
        "**Exceptions**\n\n- No network\n",
        "**Interaction**\n\nA *wizard*.\n",
        "| Name | Type | Length | Required |\n| --- | --- | --- | --- |\n| Name | text | 9 | yes |",
        "| Role | May |\n| --- | --- |\n| admin | all |",
        "**Tracking**\n\nfile_sent\n",
        "**User satisfaction**\n\n| Metric | Target |\n| --- | --- |\n| Smiles | 9 |",
        "**Implementation**\n\n1. Read\n2. Write\n",
        "| Code | Bram | 2027-01-01 |",
        "**Education**\n\n| Task |\n| --- |\n| A video |",
        "- [FEAT-003](#FEAT-003) Bare\n- [MS-001](#MS-001) Go (start to start)\n",
        "- It reads\n- **US-001/AC1** It is read\n- **US-001** It is fast\n",
        "- [RISK-001](#RISK-001) Late\n- [Q-001](#Q-001) How large\n",
        "**Terms of use**\n\nSome *text*\n",
        "**Notes**\n\nSee below.",
    ):
        assert expected in detail, expected


def test_a_module_says_its_part_under_its_heading_and_a_bare_feature_has_no_details() -> None:
    text = prd(FEATURE, settings=FIELDS)
    module = under(text, "Feature details")
    assert module.startswith('<a id="FEAT-001"></a>\n\n### ')
    assert "Where customers live.\n\n- **Users**: [PER-001](#PER-001) Noor\n" in module
    assert "FEAT-003 Bare" not in module.replace("[FEAT-003](#FEAT-003) Bare", "")
    assert '| <a id="FEAT-003"></a>FEAT-003 | Bare |' in text


def test_the_product_as_a_tree() -> None:
    assert under(prd(FEATURE), "Product structure").splitlines() == [
        "- [FEAT-001](#FEAT-001) **Contacts**",
        "    - [FEAT-002](#FEAT-002) Import",
        "    - [FEAT-003](#FEAT-003) Bare",
    ]
    assert "Product structure" not in prd("features: [{id: FEAT-001, title: a}]")


@pytest.mark.parametrize(
    ("story", "english", "chinese"),
    [
        ("as_a: user, i_want: to fly", "As a user, I want to fly.", "作为 user，我希望 to fly。"),
        ("as_a: admin, i_want: wings", "As an admin, I want wings.", None),
        ("as_a: the boss, i_want: wings", "As the boss, I want wings.", None),
        (
            "as_a: 管理员, i_want: 导入, so_that: 早点下班。",
            None,
            "作为管理员，我希望导入，以便早点下班。",
        ),
        ("as_a: 销售, i_want: Excel 模板", None, "作为销售，我希望 Excel 模板。"),
    ],
)
def test_stories_are_sentences(story: str, english: str | None, chinese: str | None) -> None:
    plan = f"stories: [{{id: US-001, {story}}}]"
    for language, expected in (("en", english), ("zh-CN", chinese)):
        assert expected is None or f"| {expected} |" in prd(plan, language)


CONTROL = """
risks:
  - {id: RISK-001, title: Small, probability: 1, impact: 2}
  - {id: RISK-002, title: Large, probability: 60%, impact: 5, category: technical,
     response: accept, plan: "- a\\n- b", trigger: Rain, delay: {low: 1d, likely: 2d, high: 4d},
     cost: {low: 1000, likely: 2500, high: 4000}, residual: {probability: 2, impact: 3}}
  - {id: RISK-003, title: Gone, probability: 5, impact: 5, status: closed}
questions:
  - {id: Q-001, title: Is it red, due: 2027-01-01, owner: Noor}
  - {id: Q-002, title: It is blue, type: assumption, affects: [RISK-002, Nothing]}
  - {id: Q-003, title: By May, type: constraint, status: answered, answer: The licence ends.}
  - {id: Q-004, title: "Can I?", type: faq, status: answered, answer: Yes.}
decisions:
  - {id: DEC-001, title: Buy, status: accepted, outcome: We buy., by: Noor, options: [Make, Buy]}
  - {id: DEC-002, title: Price, options: [{name: 9, pros: Cheap, cons: [Low, Poor]}]}
  - {id: DEC-003, title: Old, status: superseded}
"""


def test_risks_the_highest_first() -> None:
    text = under(prd(CONTROL, settings="money: {currency: EUR}\n"), "Risks")
    assert text.splitlines()[2:4] == [
        "| [RISK-002](#RISK-002) | Large | Technical | 60% | 5 | High | Accept | Identified |",
        '| <a id="RISK-001"></a>RISK-001 | Small |  | 1 | 2 | Low |  | Identified |',
    ]
    assert "- **Delay if it happens (working days)**: 2 (1–4)\n" in text
    assert "- **Cost if it happens**: EUR 2500 (1000–4000)\n" in text
    assert "- **After the response**: probability 2, impact 3\n\n**Plan**\n\n- a\n- b" in text
    assert "RISK-003" not in text


def test_assumptions_and_constraints() -> None:
    text = under(prd(CONTROL), "Dependencies, assumptions and constraints")
    assert "It is blue | [RISK-002](#RISK-002) Large<br>Nothing | To be confirmed |" in text
    assert "By May | The licence ends. | Confirmed |" in text


def test_questions_and_decisions() -> None:
    text = under(prd(CONTROL), "Questions and decisions")
    assert '| <a id="Q-001"></a>Q-001 | Is it red | Noor | 2027-01-01 |' in text
    assert text.index("DEC-002 Price") < text.index("DEC-001 Buy")
    assert "| 9 | Cheap | Low<br>Poor |" in text
    assert "**Decision**\n\nWe buy." in text
    assert "Make" not in text
    assert "DEC-003" not in text
    assert text.endswith('<a id="Q-004"></a>\n\n**Can I?**\n\nYes.')


TIME = """
releases:
  - {id: REL-001, title: Spring, version: 1.0, status: open, freeze: 2026-12-18, end: 2026-12-24,
     goals: [GOAL-001], quality_gates: [{gate: No defects, met: true}, Tested]}
  - {id: REL-002, title: Old, status: released, end: 2026-10-30, finished: 2026-10-29}
goals: [{id: GOAL-001, title: Growth}]
phases: [{id: PH-001, title: Build, release: REL-001, start: 2026-12-01, deliverables: [A, B]}]
milestones:
  - {id: MS-001, title: Freeze, phase: PH-001, date: 2026-12-18, depends_on: [FEAT-001], owner: Jo}
features:
  - {id: FEAT-001, title: Import, release: REL-001, estimate: 5d}
  - {id: FEAT-002, title: Merge, release: REL-001, estimate: 1d, depends_on: [FEAT-001]}
"""


def test_the_release_plan_as_written() -> None:
    text = under(prd(TIME), "Release plan")
    assert "| ID | Release | Goals | Status | Freeze | Release date | Work done by |" in text
    assert (
        "| 1.0 Spring | [GOAL-001](#GOAL-001) Growth | Open | 2026-12-18 | 2026-12-24 |  |" in text
    )
    assert (
        '| <a id="REL-002"></a>REL-002 | Old |  | Released |  | 2026-10-30 | 2026-10-29 |' in text
    )
    assert "| Build | 1.0 | 2026-12-01 | A<br>B |" in text
    assert "| Freeze | 1.0 | 2026-12-18 | Planned | Jo |" in text
    assert "| 1.0 | No defects | Reached |\n| 1.0 | Tested | Not reached yet |" in text
    assert "as of" not in text


@pytest.mark.parametrize("key", ["as_of", "start"])
def test_the_release_plan_as_scheduled(key: str) -> None:
    text = prd(TIME, settings=f"schedule: {{{key}: 2026-12-15}}\n")
    plan = under(text, "Release plan")
    assert plan.startswith(
        "Expected dates are worked out from effort, people and dependencies as of"
    )
    assert "as of 15 December 2026." in plan
    assert "| 2026-12-18 | 2026-12-24 | 2026-12-22 | development 2 working days after" in plan
    assert "| 2026-12-18 | 2026-12-21 | 1 working day late | Planned | Jo |" in plan
    waits = under(text, "Dependencies")
    assert "| [FEAT-001](#FEAT-001) Import | Draft | 2026-12-21 | [FEAT-002]" in waits


def test_what_waits_for_what_without_a_schedule() -> None:
    assert under(prd(FEATURE), "Dependencies").splitlines() == [
        "| What is waited for | Status | Expected | Needed by |",
        "| --- | --- | --- | --- |",
        "| [FEAT-003](#FEAT-003) Bare | Draft |  | [FEAT-002](#FEAT-002) Import |",
        "| [MS-001](#MS-001) Go | Planned | 2027-01-31 | [FEAT-002](#FEAT-002) Import |",
    ]


TRACE = """
goals: [{id: GOAL-001, title: Growth}, {id: GOAL-002, title: Peace}]
requirements:
  - {id: REQ-001, title: Import, type: functional, goals: [GOAL-001, GOAL-002]}
features:
  - id: FEAT-001
    title: Module
    satisfies: [REQ-001]
    features:
      - id: FEAT-002
        title: Upload
        satisfies: [REQ-001]
        stories: [{id: US-001, title: Send, as_a: user, i_want: to send}]
      - {id: FEAT-003, title: Map, satisfies: [GOAL-001]}
tests:
  - {id: TC-001, title: A file, verifies: [US-001, FEAT-002, REQ-001], result: pass}
  - {id: TC-002, title: A load, verifies: US-001}
"""


def test_goals_lead_to_tests_and_gaps_are_named() -> None:
    text = under(prd(TRACE), "Traceability")
    assert text.splitlines()[2:] == [
        "| Goal | Requirement | Feature | User story | Test case |",
        "| --- | --- | --- | --- | --- |",
        "| [GOAL-001](#GOAL-001) Growth | [REQ-001](#REQ-001) Import | [FEAT-002](#FEAT-002) Upload"
        " | [US-001](#US-001) Send | TC-001 A file (Pass)<br>TC-002 A load |",
        "|  | — | [FEAT-003](#FEAT-003) Map | — | — |",
        "| [GOAL-002](#GOAL-002) Peace | [REQ-001](#REQ-001) Import | (see above) |  |  |",
        "",
        "### 6.1 Gaps",
        "",
        "- **Features without a story (1)**: [FEAT-003](#FEAT-003) Map",
    ]


def test_many_gaps_are_counted() -> None:
    features = "".join(f"  - {{id: FEAT-{n:03}, title: a}}\n" for n in range(1, 36))
    text = prd(f"goals: [{{id: GOAL-001, title: b}}]\nfeatures:\n{features}", "zh-CN")
    assert "- **没有对应需求的功能（35 项）**：[FEAT-001](#FEAT-001) a、" in text
    assert "[FEAT-030](#FEAT-030) a，另有 5 项" in text


ALL = "\n".join([PURPOSE, PEOPLE.split("features:")[0], CONTROL, REQUIREMENTS.split("\n", 2)[2]])


def test_the_chapters_in_their_order() -> None:
    plan = ALL + "terms: [{id: TERM-001, title: Lead}]\nreleases: [{id: REL-001, title: One}]\n"
    assert chapters(prd(plan)) == [
        "Background and goals",
        "Out of scope",
        "Users and roles",
        "Terms",
        "Requirements",
        "Product structure",
        "Feature list",
        "Feature details",
        "Non-functional requirements",
        "Dependencies, assumptions and constraints",
        "Risks",
        "Release plan",
        "Questions and decisions",
        "Traceability",
    ]
    assert chapters(prd(plan, "zh-CN")) == [
        "背景与目标",
        "明确不做",
        "用户与角色",
        "术语",
        "需求",
        "产品结构",
        "功能清单",
        "功能说明",
        "非功能需求",
        "依赖、假设与约束",
        "风险",
        "版本计划",
        "问题与决策",
        "需求跟踪矩阵",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_sound(language: str) -> None:
    for plan in (PURPOSE, PEOPLE, REQUIREMENTS, FEATURE, CONTROL, TIME, TRACE, ALL):
        assert_sound(prd(plan, language))

CREATE TABLE absence (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	person_id INTEGER NOT NULL,
	first DATE NOT NULL,
	last DATE NOT NULL,
	delegate_id INTEGER,
	CONSTRAINT fk_absence_delegate_id FOREIGN KEY(delegate_id) REFERENCES person (id),
	CONSTRAINT fk_absence_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_absence_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_absence PRIMARY KEY (id)
);

CREATE TABLE account (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	slack_id VARCHAR(32) NOT NULL,
	CONSTRAINT fk_account_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_account PRIMARY KEY (id),
	CONSTRAINT uq_account_team_id_slack_id UNIQUE (team_id, slack_id)
);

CREATE TABLE alarm (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	cause VARCHAR(32) NOT NULL,
	count INTEGER NOT NULL,
	since DATETIME NOT NULL,
	cleared_at DATETIME, worker VARCHAR(64) DEFAULT '' NOT NULL, seen_at DATETIME,
	CONSTRAINT fk_alarm_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_alarm PRIMARY KEY (id)
);

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE artefact (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER NOT NULL,
	phase VARCHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	name VARCHAR(200) NOT NULL,
	shown VARCHAR(2000) NOT NULL,
	provided_by_id INTEGER,
	provided_at DATETIME,
	CONSTRAINT fk_artefact_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_artefact_provided_by_id FOREIGN KEY(provided_by_id) REFERENCES person (id),
	CONSTRAINT fk_artefact_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_artefact PRIMARY KEY (id),
	CONSTRAINT uq_artefact_team_id_project_id_phase_position UNIQUE (team_id, project_id, phase, position)
);

CREATE TABLE baseline (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	first DATE NOT NULL,
	last DATE NOT NULL,
	body JSON NOT NULL,
	taken_at DATETIME NOT NULL,
	CONSTRAINT fk_baseline_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_baseline PRIMARY KEY (id),
	CONSTRAINT uq_baseline_team_id UNIQUE (team_id)
);

CREATE TABLE basis (
	team_id VARCHAR(32) NOT NULL,
	zones VARCHAR(64) NOT NULL,
	newest DATETIME NOT NULL,
	CONSTRAINT fk_basis_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_basis PRIMARY KEY (team_id)
);

CREATE TABLE channel_member (
	team_id VARCHAR(32) NOT NULL,
	channel VARCHAR(32) NOT NULL,
	slack_id VARCHAR(32) NOT NULL,
	CONSTRAINT fk_channel_member_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_channel_member PRIMARY KEY (team_id, channel, slack_id)
);

CREATE TABLE contingency (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	risk_id INTEGER NOT NULL,
	"plan" INTEGER NOT NULL,
	position INTEGER NOT NULL,
	title VARCHAR(500) NOT NULL,
	owner_id INTEGER,
	days INTEGER NOT NULL,
	item_id INTEGER,
	CONSTRAINT fk_contingency_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_contingency_owner_id FOREIGN KEY(owner_id) REFERENCES person (id),
	CONSTRAINT fk_contingency_risk_id FOREIGN KEY(risk_id) REFERENCES item (id),
	CONSTRAINT fk_contingency_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_contingency PRIMARY KEY (id),
	CONSTRAINT uq_contingency_team_id_risk_id_plan_position UNIQUE (team_id, risk_id, "plan", position)
);

CREATE TABLE "decision" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	title VARCHAR(500) NOT NULL,
	rationale VARCHAR(3000) NOT NULL,
	project_id INTEGER,
	item_id INTEGER,
	decider_id INTEGER,
	logged_by_id INTEGER,
	decided_on DATE NOT NULL,
	state VARCHAR(32) NOT NULL,
	permalink VARCHAR(2048),
	created_at DATETIME NOT NULL,
	choice INTEGER,
	review_on DATE,
	reviewed_on DATE,
	needs_nothing BOOLEAN DEFAULT 0 NOT NULL,
	supersedes_id INTEGER,
	superseded_by_id INTEGER,
	exception_to_id INTEGER,
	CONSTRAINT fk_decision_decider_id FOREIGN KEY(decider_id) REFERENCES person (id),
	CONSTRAINT fk_decision_exception_to_id FOREIGN KEY(exception_to_id) REFERENCES decision (id),
	CONSTRAINT fk_decision_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_decision_logged_by_id FOREIGN KEY(logged_by_id) REFERENCES person (id),
	CONSTRAINT fk_decision_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_decision_superseded_by_id FOREIGN KEY(superseded_by_id) REFERENCES decision (id),
	CONSTRAINT fk_decision_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES decision (id),
	CONSTRAINT fk_decision_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_decision PRIMARY KEY (id),
	CONSTRAINT uq_decision_team_id_number UNIQUE (team_id, number)
);

CREATE TABLE decision_option (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	position INTEGER NOT NULL,
	text VARCHAR(500) NOT NULL,
	recommended BOOLEAN NOT NULL,
	CONSTRAINT fk_decision_option_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_decision_option PRIMARY KEY (id),
	CONSTRAINT uq_decision_option_team_id_number_position UNIQUE (team_id, number, position)
);

CREATE TABLE decision_person (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	part VARCHAR(32) NOT NULL,
	seen_at DATETIME,
	CONSTRAINT fk_decision_person_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_decision_person_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_decision_person PRIMARY KEY (id),
	CONSTRAINT uq_decision_person_team_id_number_person_id_part UNIQUE (team_id, number, person_id, part)
);

CREATE TABLE edition (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER,
	channel VARCHAR(32) NOT NULL,
	audience VARCHAR(32) NOT NULL,
	cadence VARCHAR(32) NOT NULL,
	by_id INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	wake_at DATETIME,
	CONSTRAINT fk_edition_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_edition_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_edition_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_edition PRIMARY KEY (id)
);

CREATE TABLE erasing (
	team_id VARCHAR(32) NOT NULL,
	CONSTRAINT pk_erasing PRIMARY KEY (team_id)
);

CREATE TABLE "escalation" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	item_id INTEGER NOT NULL,
	commitment INTEGER NOT NULL,
	round INTEGER NOT NULL,
	facts JSON NOT NULL,
	policy JSON NOT NULL,
	policy_version INTEGER NOT NULL,
	sentence_id INTEGER,
	previewed_at DATETIME,
	paused_until DATETIME,
	acknowledged_by_id INTEGER,
	released_at DATETIME,
	void_at DATETIME,
	answered_at DATETIME,
	answered_by_id INTEGER,
	answer VARCHAR(32),
	decision_id INTEGER,
	created_at DATETIME NOT NULL,
	gathered_at DATETIME,
	gathered_by_id INTEGER,
	review_on DATE,
	CONSTRAINT fk_escalation_acknowledged_by_id FOREIGN KEY(acknowledged_by_id) REFERENCES person (id),
	CONSTRAINT fk_escalation_answered_by_id FOREIGN KEY(answered_by_id) REFERENCES person (id),
	CONSTRAINT fk_escalation_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_escalation_gathered_by_id FOREIGN KEY(gathered_by_id) REFERENCES person (id),
	CONSTRAINT fk_escalation_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_escalation_sentence_id FOREIGN KEY(sentence_id) REFERENCES note (id),
	CONSTRAINT fk_escalation_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_escalation PRIMARY KEY (id),
	CONSTRAINT uq_escalation_team_id_item_id_commitment_round UNIQUE (team_id, item_id, commitment, round)
);

CREATE TABLE "event" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	what VARCHAR(48) NOT NULL,
	actor_id INTEGER,
	item_id INTEGER,
	decision_id INTEGER,
	project_id INTEGER,
	person_id INTEGER,
	"before" JSON NOT NULL,
	"after" JSON NOT NULL,
	note_id INTEGER,
	source VARCHAR(255) NOT NULL,
	once VARCHAR(255),
	happened_at DATETIME NOT NULL,
	recorded_at DATETIME NOT NULL,
	behalf_id INTEGER, hash VARCHAR(64) DEFAULT '' NOT NULL,
	CONSTRAINT fk_event_actor_id FOREIGN KEY(actor_id) REFERENCES person (id),
	CONSTRAINT fk_event_behalf_id FOREIGN KEY(behalf_id) REFERENCES person (id),
	CONSTRAINT fk_event_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_event_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_event_note_id FOREIGN KEY(note_id) REFERENCES note (id),
	CONSTRAINT fk_event_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_event_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_event_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_event PRIMARY KEY (id),
	CONSTRAINT uq_event_team_id_once UNIQUE (team_id, once)
);

CREATE TABLE feed (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	person_id INTEGER NOT NULL,
	hash VARCHAR(64) NOT NULL,
	made_at DATETIME NOT NULL,
	CONSTRAINT fk_feed_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_feed_team_id_workspace FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_feed PRIMARY KEY (id),
	CONSTRAINT uq_feed_hash UNIQUE (hash),
	CONSTRAINT uq_feed_person_id UNIQUE (person_id)
);

CREATE TABLE freeze (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER,
	first DATE NOT NULL,
	last DATE NOT NULL,
	why VARCHAR(500) NOT NULL,
	by_id INTEGER NOT NULL,
	lifted_at DATETIME,
	CONSTRAINT fk_freeze_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_freeze_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_freeze_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_freeze PRIMARY KEY (id)
);

CREATE TABLE goal (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	title VARCHAR(500) NOT NULL,
	owner_id INTEGER,
	measure VARCHAR(500) NOT NULL,
	target FLOAT,
	target_on DATE,
	active BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_goal_owner_id FOREIGN KEY(owner_id) REFERENCES person (id),
	CONSTRAINT fk_goal_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_goal PRIMARY KEY (id),
	CONSTRAINT uq_goal_team_id_number UNIQUE (team_id, number)
);

CREATE TABLE install_attempt (
	state VARCHAR(64) NOT NULL,
	challenge VARCHAR(64) NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	expires_at DATETIME NOT NULL,
	CONSTRAINT pk_install_attempt PRIMARY KEY (state)
);

CREATE TABLE installation (
	team_id VARCHAR(32) NOT NULL,
	enterprise_id VARCHAR(32) NOT NULL,
	is_org_wide BOOLEAN NOT NULL,
	bot_token VARCHAR(2000) NOT NULL,
	refresh_token VARCHAR(2000) NOT NULL,
	key_id VARCHAR(16) NOT NULL,
	scopes VARCHAR(1000) NOT NULL,
	expires_at DATETIME,
	lease_until DATETIME,
	installed_by VARCHAR(32) NOT NULL,
	installed_at DATETIME NOT NULL,
	gone_at DATETIME,
	CONSTRAINT pk_installation PRIMARY KEY (team_id)
);

CREATE TABLE "item" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	title VARCHAR(500) NOT NULL,
	done_means VARCHAR(2000) NOT NULL,
	project_id INTEGER,
	owner_id INTEGER,
	requester_id INTEGER,
	contact_id INTEGER,
	due DATE,
	due_time TIME,
	priority VARCHAR(32) NOT NULL,
	state VARCHAR(32) NOT NULL,
	created_at DATETIME NOT NULL,
	closed_at DATETIME,
	commitment INTEGER NOT NULL,
	committed_at DATETIME,
	slips INTEGER NOT NULL,
	snoozed_until DATE,
	blocked_at DATETIME,
	blocked_by_id INTEGER,
	blocked_on_id INTEGER,
	blocked_by_text VARCHAR(500) NOT NULL,
	ref VARCHAR(255),
	permalink VARCHAR(2048),
	wake_at DATETIME,
	blocked_ok BOOLEAN,
	blocked_until DATE,
	acceptance VARCHAR(32),
	turn_at DATETIME,
	offer_due DATE,
	offer_owner_id INTEGER,
	offer_note_id INTEGER,
	held_at DATETIME,
	held_days INTEGER DEFAULT '0' NOT NULL,
	confirmation VARCHAR(32),
	evidence_id INTEGER,
	decision_number INTEGER,
	about VARCHAR(32),
	about_id INTEGER,
	transition BOOLEAN DEFAULT 0 NOT NULL,
	effort INTEGER,
	severity INTEGER,
	skills JSON NOT NULL,
	CONSTRAINT fk_item_blocked_by_id FOREIGN KEY(blocked_by_id) REFERENCES person (id),
	CONSTRAINT fk_item_blocked_on_id FOREIGN KEY(blocked_on_id) REFERENCES item (id),
	CONSTRAINT fk_item_contact_id FOREIGN KEY(contact_id) REFERENCES person (id),
	CONSTRAINT fk_item_offer_owner_id FOREIGN KEY(offer_owner_id) REFERENCES person (id),
	CONSTRAINT fk_item_owner_id FOREIGN KEY(owner_id) REFERENCES person (id),
	CONSTRAINT fk_item_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_item_requester_id FOREIGN KEY(requester_id) REFERENCES person (id),
	CONSTRAINT fk_item_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_item PRIMARY KEY (id),
	CONSTRAINT uq_item_team_id_number UNIQUE (team_id, number),
	CONSTRAINT uq_item_team_id_ref UNIQUE (team_id, ref)
);

CREATE TABLE kpi (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	project_id INTEGER,
	goal_id INTEGER,
	name VARCHAR(255) NOT NULL,
	definition VARCHAR(1000) NOT NULL,
	unit VARCHAR(32) NOT NULL,
	target FLOAT,
	direction VARCHAR(32) NOT NULL,
	source VARCHAR(500) NOT NULL,
	owner_id INTEGER NOT NULL,
	frequency VARCHAR(32) NOT NULL,
	review_day INTEGER NOT NULL,
	baseline FLOAT,
	live_on DATE,
	outcome VARCHAR(32),
	outcome_by_id INTEGER,
	outcome_note_id INTEGER,
	round INTEGER NOT NULL,
	fell_on DATE,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_kpi_goal_id FOREIGN KEY(goal_id) REFERENCES goal (id),
	CONSTRAINT fk_kpi_outcome_by_id FOREIGN KEY(outcome_by_id) REFERENCES person (id),
	CONSTRAINT fk_kpi_outcome_note_id FOREIGN KEY(outcome_note_id) REFERENCES note (id),
	CONSTRAINT fk_kpi_owner_id FOREIGN KEY(owner_id) REFERENCES person (id),
	CONSTRAINT fk_kpi_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_kpi_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_kpi PRIMARY KEY (id),
	CONSTRAINT uq_kpi_team_id_number UNIQUE (team_id, number)
);

CREATE TABLE "lesson" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER NOT NULL,
	learned VARCHAR(500) NOT NULL,
	because VARCHAR(500) NOT NULL,
	by_id INTEGER NOT NULL,
	learned_at DATETIME NOT NULL,
	kind VARCHAR(32) DEFAULT 'differently' NOT NULL,
	phase VARCHAR(32),
	action_id INTEGER,
	wants_action BOOLEAN DEFAULT 1 NOT NULL,
	CONSTRAINT fk_lesson_action_id FOREIGN KEY(action_id) REFERENCES item (id),
	CONSTRAINT fk_lesson_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_lesson_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_lesson_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_lesson PRIMARY KEY (id)
);

CREATE TABLE lesson_asked (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER NOT NULL,
	milestone_id INTEGER,
	check_id INTEGER NOT NULL,
	CONSTRAINT fk_lesson_asked_check_id FOREIGN KEY(check_id) REFERENCES item (id),
	CONSTRAINT fk_lesson_asked_milestone_id FOREIGN KEY(milestone_id) REFERENCES item (id),
	CONSTRAINT fk_lesson_asked_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_lesson_asked_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_lesson_asked PRIMARY KEY (id),
	CONSTRAINT uq_lesson_asked_team_id_milestone_id UNIQUE (team_id, milestone_id)
);

CREATE TABLE lesson_tag (
	team_id VARCHAR(32) NOT NULL,
	lesson_id INTEGER NOT NULL,
	tag_id INTEGER NOT NULL,
	CONSTRAINT fk_lesson_tag_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id),
	CONSTRAINT fk_lesson_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id),
	CONSTRAINT fk_lesson_tag_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_lesson_tag PRIMARY KEY (lesson_id, tag_id)
);

CREATE TABLE lesson_use (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	lesson_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	item_id INTEGER,
	project_id INTEGER,
	useful BOOLEAN NOT NULL,
	said_at DATETIME NOT NULL,
	CONSTRAINT fk_lesson_use_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_lesson_use_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id),
	CONSTRAINT fk_lesson_use_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_lesson_use_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_lesson_use_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_lesson_use PRIMARY KEY (id),
	CONSTRAINT uq_lesson_use_team_id_lesson_id_person_id_item_id_project_id UNIQUE (team_id, lesson_id, person_id, item_id, project_id)
);

CREATE TABLE lesson_word (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	lesson_id INTEGER NOT NULL,
	begins VARCHAR(8) NOT NULL,
	CONSTRAINT fk_lesson_word_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id),
	CONSTRAINT fk_lesson_word_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_lesson_word PRIMARY KEY (id)
);

CREATE TABLE line (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	"key" VARCHAR(128) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	post_key VARCHAR(128) NOT NULL,
	item_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	commitment INTEGER NOT NULL,
	step VARCHAR(16) NOT NULL,
	step_on DATE NOT NULL,
	escalation_id INTEGER,
	why JSON NOT NULL,
	answer VARCHAR(32),
	answered_at DATETIME,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_line_escalation_id FOREIGN KEY(escalation_id) REFERENCES escalation (id),
	CONSTRAINT fk_line_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_line_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_line_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_line PRIMARY KEY (id),
	CONSTRAINT uq_line_team_id_key UNIQUE (team_id, "key")
);

CREATE TABLE link (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	item_id INTEGER NOT NULL,
	on_id INTEGER NOT NULL,
	CONSTRAINT fk_link_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_link_on_id FOREIGN KEY(on_id) REFERENCES item (id),
	CONSTRAINT fk_link_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_link PRIMARY KEY (id),
	CONSTRAINT uq_link_team_id_item_id_on_id UNIQUE (team_id, item_id, on_id)
);

CREATE TABLE mandate (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	version INTEGER NOT NULL,
	mandate VARCHAR(3000) NOT NULL,
	by_id INTEGER NOT NULL,
	review_on DATE,
	reviewed_on DATE,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_mandate_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_mandate_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_mandate PRIMARY KEY (id),
	CONSTRAINT uq_mandate_team_id_version UNIQUE (team_id, version)
);

CREATE TABLE measurement (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	kpi_id INTEGER NOT NULL,
	on_date DATE NOT NULL,
	value FLOAT NOT NULL,
	by_id INTEGER,
	taken VARCHAR(32) NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_measurement_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_measurement_kpi_id FOREIGN KEY(kpi_id) REFERENCES kpi (id),
	CONSTRAINT fk_measurement_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_measurement PRIMARY KEY (id),
	CONSTRAINT uq_measurement_team_id_kpi_id_on_date UNIQUE (team_id, kpi_id, on_date)
);

CREATE TABLE mitigation (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	risk_id INTEGER NOT NULL,
	item_id INTEGER NOT NULL,
	CONSTRAINT fk_mitigation_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_mitigation_risk_id FOREIGN KEY(risk_id) REFERENCES item (id),
	CONSTRAINT fk_mitigation_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_mitigation PRIMARY KEY (id),
	CONSTRAINT uq_mitigation_team_id_risk_id_item_id UNIQUE (team_id, risk_id, item_id)
);

CREATE TABLE note (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	item_id INTEGER,
	author_id INTEGER,
	text VARCHAR(3000) NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_note_author_id FOREIGN KEY(author_id) REFERENCES person (id),
	CONSTRAINT fk_note_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_note_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_note PRIMARY KEY (id)
);

CREATE TABLE outbox (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	"key" VARCHAR(128) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	lane VARCHAR(64) NOT NULL,
	person_id INTEGER,
	project_id INTEGER,
	sent_id INTEGER,
	body JSON,
	on_date DATE,
	not_before DATETIME NOT NULL,
	why JSON NOT NULL,
	state VARCHAR(32) NOT NULL,
	attempts INTEGER NOT NULL,
	first_tried_at DATETIME,
	lease_until DATETIME,
	lease_by VARCHAR(64),
	retry_at DATETIME,
	outcome VARCHAR(255) NOT NULL,
	created_at DATETIME NOT NULL,
	settled_at DATETIME,
	CONSTRAINT fk_outbox_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_outbox_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_outbox_sent_id FOREIGN KEY(sent_id) REFERENCES sent (id),
	CONSTRAINT fk_outbox_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_outbox PRIMARY KEY (id),
	CONSTRAINT uq_outbox_team_id_key UNIQUE (team_id, "key")
);

CREATE TABLE pair (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	"key" VARCHAR(64) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	low INTEGER NOT NULL,
	high INTEGER NOT NULL,
	week DATE NOT NULL,
	answer VARCHAR(32),
	answered_by_id INTEGER,
	answered_at DATETIME,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_pair_answered_by_id FOREIGN KEY(answered_by_id) REFERENCES person (id),
	CONSTRAINT fk_pair_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_pair PRIMARY KEY (id),
	CONSTRAINT uq_pair_team_id_key UNIQUE (team_id, "key")
);

CREATE TABLE pair_line (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	"key" VARCHAR(128) NOT NULL,
	pair_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	post_key VARCHAR(128) NOT NULL,
	week DATE NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_pair_line_pair_id FOREIGN KEY(pair_id) REFERENCES pair (id),
	CONSTRAINT fk_pair_line_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_pair_line_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_pair_line PRIMARY KEY (id),
	CONSTRAINT uq_pair_line_team_id_key UNIQUE (team_id, "key")
);

CREATE TABLE "person" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	slack_id VARCHAR(32),
	ref VARCHAR(255),
	name VARCHAR(255) NOT NULL,
	standing VARCHAR(32) NOT NULL,
	role VARCHAR(32) NOT NULL,
	zone VARCHAR(64) NOT NULL,
	workdays VARCHAR(7) NOT NULL,
	opens TIME NOT NULL,
	closes TIME NOT NULL,
	country VARCHAR(8),
	subdivision VARCHAR(16),
	brief_at TIME NOT NULL,
	paused_until DATE,
	dm_channel VARCHAR(32),
	greeted_at DATETIME,
	home_seen_at DATETIME,
	checked_at DATETIME,
	left_at DATETIME,
	brief_chosen BOOLEAN DEFAULT 0 NOT NULL,
	profile VARCHAR(32) DEFAULT 'standard' NOT NULL,
	capacity INTEGER DEFAULT '10' NOT NULL,
	unit_id INTEGER,
	thanks BOOLEAN DEFAULT 0 NOT NULL, erased_at DATETIME,
	CONSTRAINT fk_person_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT fk_person_unit_id FOREIGN KEY(unit_id) REFERENCES tag (id),
	CONSTRAINT pk_person PRIMARY KEY (id),
	CONSTRAINT uq_person_team_id_ref UNIQUE (team_id, ref),
	CONSTRAINT uq_person_team_id_slack_id UNIQUE (team_id, slack_id)
);

CREATE TABLE person_skill (
	team_id VARCHAR(32) NOT NULL,
	person_id INTEGER NOT NULL,
	skill_id INTEGER NOT NULL,
	CONSTRAINT fk_person_skill_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_person_skill_skill_id FOREIGN KEY(skill_id) REFERENCES tag (id),
	CONSTRAINT fk_person_skill_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_person_skill PRIMARY KEY (person_id, skill_id)
);

CREATE TABLE policy (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER,
	version INTEGER NOT NULL,
	body JSON NOT NULL,
	from_at DATETIME NOT NULL,
	by_id INTEGER,
	CONSTRAINT fk_policy_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_policy_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_policy_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_policy PRIMARY KEY (id),
	CONSTRAINT uq_policy_team_id_project_id_version UNIQUE (team_id, project_id, version)
);

CREATE TABLE "project" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	name VARCHAR(255) NOT NULL,
	lead_id INTEGER,
	sponsor_id INTEGER,
	channel VARCHAR(32),
	private BOOLEAN NOT NULL,
	zone VARCHAR(64),
	goal VARCHAR(2000) NOT NULL,
	phase VARCHAR(32) NOT NULL,
	target DATE,
	mode VARCHAR(32) NOT NULL,
	health VARCHAR(32),
	created_at DATETIME NOT NULL,
	wake_at DATETIME,
	observe_until DATE,
	pack VARCHAR(60) DEFAULT ('') NOT NULL,
	words JSON DEFAULT '{}' NOT NULL,
	checklist JSON DEFAULT '[]' NOT NULL,
	gates VARCHAR(32),
	ops_id INTEGER,
	worth INTEGER,
	urgency INTEGER,
	risk INTEGER,
	effort INTEGER,
	fit INTEGER,
	asked_number INTEGER,
	goal_id INTEGER,
	currency VARCHAR(3) DEFAULT ('') NOT NULL,
	planned BIGINT,
	actual BIGINT,
	forecast BIGINT,
	priority INTEGER,
	thanks BOOLEAN DEFAULT 0 NOT NULL,
	CONSTRAINT fk_project_goal_id FOREIGN KEY(goal_id) REFERENCES goal (id),
	CONSTRAINT fk_project_lead_id FOREIGN KEY(lead_id) REFERENCES person (id),
	CONSTRAINT fk_project_ops_id FOREIGN KEY(ops_id) REFERENCES person (id),
	CONSTRAINT fk_project_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES person (id),
	CONSTRAINT fk_project_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_project PRIMARY KEY (id),
	CONSTRAINT uq_project_team_id_key UNIQUE (team_id, "key")
);

CREATE TABLE pulse (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	kpi_id INTEGER NOT NULL,
	round INTEGER NOT NULL,
	asked_on DATE NOT NULL,
	person_id INTEGER NOT NULL,
	item_id INTEGER NOT NULL,
	score INTEGER,
	CONSTRAINT fk_pulse_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_pulse_kpi_id FOREIGN KEY(kpi_id) REFERENCES kpi (id),
	CONSTRAINT fk_pulse_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_pulse_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_pulse PRIMARY KEY (id),
	CONSTRAINT uq_pulse_team_id_kpi_id_round_person_id UNIQUE (team_id, kpi_id, round, person_id)
);

CREATE TABLE punctuality (
	team_id VARCHAR(32) NOT NULL,
	week DATE NOT NULL,
	handed INTEGER NOT NULL,
	in_minute INTEGER NOT NULL,
	in_five INTEGER NOT NULL,
	by_slack INTEGER NOT NULL,
	by_slack_five INTEGER NOT NULL,
	CONSTRAINT fk_punctuality_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_punctuality PRIMARY KEY (team_id, week)
);

CREATE TABLE "risk" (
	item_id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	probability INTEGER,
	impact INTEGER,
	response VARCHAR(32),
	residual_probability INTEGER,
	residual_impact INTEGER,
	cause VARCHAR(60) NOT NULL,
	"trigger" VARCHAR(500) NOT NULL,
	reviewed_on DATE,
	"plan" INTEGER NOT NULL,
	activated_at DATETIME,
	activated_by_id INTEGER,
	CONSTRAINT fk_risk_activated_by_id FOREIGN KEY(activated_by_id) REFERENCES person (id),
	CONSTRAINT fk_risk_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_risk_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_risk PRIMARY KEY (item_id)
);

CREATE TABLE saying (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	post_key VARCHAR(128) NOT NULL,
	number INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	item_id INTEGER,
	text VARCHAR(3000) NOT NULL,
	reading JSON NOT NULL,
	among JSON NOT NULL,
	stood VARCHAR(64) NOT NULL,
	seen INTEGER NOT NULL,
	turned_at DATETIME,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_saying_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_saying_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_saying_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_saying PRIMARY KEY (id),
	CONSTRAINT uq_saying_team_id_post_key_number UNIQUE (team_id, post_key, number)
);

CREATE TABLE sent (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	"key" VARCHAR(128) NOT NULL,
	channel VARCHAR(32) NOT NULL,
	ts VARCHAR(32) NOT NULL,
	sent_at DATETIME NOT NULL,
	CONSTRAINT fk_sent_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_sent PRIMARY KEY (id),
	CONSTRAINT uq_sent_team_id_channel_ts UNIQUE (team_id, channel, ts),
	CONSTRAINT uq_sent_team_id_key UNIQUE (team_id, "key")
);

CREATE TABLE snapshot (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER NOT NULL,
	on_date DATE NOT NULL,
	body JSON NOT NULL,
	taken_at DATETIME NOT NULL,
	CONSTRAINT fk_snapshot_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_snapshot_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_snapshot PRIMARY KEY (id),
	CONSTRAINT uq_snapshot_team_id_project_id_on_date UNIQUE (team_id, project_id, on_date)
);

CREATE TABLE stakeholder (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	cares VARCHAR(255) NOT NULL,
	interest INTEGER NOT NULL,
	influence INTEGER NOT NULL,
	audience VARCHAR(32) NOT NULL,
	cadence VARCHAR(32) NOT NULL, direct_from DATETIME, wake_at DATETIME,
	CONSTRAINT fk_stakeholder_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_stakeholder_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_stakeholder_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_stakeholder PRIMARY KEY (id),
	CONSTRAINT uq_stakeholder_team_id_project_id_person_id UNIQUE (team_id, project_id, person_id)
);

CREATE TABLE tag (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	name VARCHAR(30) NOT NULL,
	CONSTRAINT fk_tag_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_tag PRIMARY KEY (id),
	CONSTRAINT uq_tag_team_id_kind_name UNIQUE (team_id, kind, name)
);

CREATE TABLE tagged (
	team_id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	tag_id INTEGER NOT NULL,
	CONSTRAINT fk_tagged_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id),
	CONSTRAINT fk_tagged_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_tagged PRIMARY KEY (team_id, number, tag_id)
);

CREATE TABLE "template" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	name VARCHAR(60) NOT NULL,
	body JSON NOT NULL,
	by_id INTEGER,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT fk_template_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_template_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_template PRIMARY KEY (id),
	CONSTRAINT uq_template_team_id_name_version UNIQUE (team_id, name, version)
);

CREATE TABLE update_note (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER NOT NULL,
	said VARCHAR(3000) NOT NULL,
	by_id INTEGER NOT NULL,
	posted BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_update_note_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_update_note_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_update_note_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_update_note PRIMARY KEY (id)
);

CREATE TABLE watch (
	team_id VARCHAR(32) NOT NULL,
	looked_at DATETIME NOT NULL,
	clean_at DATETIME,
	counted_until DATETIME NOT NULL,
	pruned_until DATETIME,
	CONSTRAINT fk_watch_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_watch PRIMARY KEY (team_id)
);

CREATE TABLE win (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	project_id INTEGER,
	win VARCHAR(500) NOT NULL,
	by_id INTEGER NOT NULL,
	won_on DATE NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_win_by_id FOREIGN KEY(by_id) REFERENCES person (id),
	CONSTRAINT fk_win_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_win_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_win PRIMARY KEY (id)
);

CREATE TABLE "wording" (
	id INTEGER NOT NULL,
	team_id VARCHAR(32) NOT NULL,
	event_id INTEGER NOT NULL,
	item_id INTEGER,
	name VARCHAR(32) NOT NULL,
	was VARCHAR(2000) NOT NULL,
	CONSTRAINT fk_wording_event_id FOREIGN KEY(event_id) REFERENCES event (id),
	CONSTRAINT fk_wording_item_id FOREIGN KEY(item_id) REFERENCES item (id),
	CONSTRAINT fk_wording_team_id FOREIGN KEY(team_id) REFERENCES workspace (team_id),
	CONSTRAINT pk_wording PRIMARY KEY (id),
	CONSTRAINT uq_wording_team_id_event_id_name UNIQUE (team_id, event_id, name)
);

CREATE TABLE workspace (
	team_id VARCHAR(32) NOT NULL,
	name VARCHAR(255) NOT NULL,
	next_number INTEGER NOT NULL,
	started_at DATETIME NOT NULL, pilot VARCHAR(2000) DEFAULT '' NOT NULL, gates VARCHAR(32) DEFAULT 'require' NOT NULL, sponsor_id INTEGER, wake_at DATETIME, head VARCHAR(64) DEFAULT '' NOT NULL, enterprise_id VARCHAR(32) DEFAULT '' NOT NULL,
	CONSTRAINT pk_workspace PRIMARY KEY (team_id)
);

CREATE INDEX ix_absence_person ON absence (team_id, person_id);

CREATE INDEX ix_contingency_item ON contingency (team_id, item_id);

CREATE INDEX ix_decision_project ON decision (team_id, project_id, decided_on);

CREATE INDEX ix_event_item ON event (team_id, item_id, happened_at);

CREATE INDEX ix_event_project ON event (team_id, project_id, happened_at);

CREATE INDEX ix_freeze_last ON freeze (team_id, last);

CREATE INDEX ix_install_attempt_expires_at ON install_attempt (expires_at);

CREATE INDEX ix_installation_expires_at ON installation (expires_at);

CREATE INDEX ix_installation_gone_at ON installation (gone_at);

CREATE INDEX ix_kpi_project ON kpi (team_id, project_id);

CREATE INDEX ix_lesson_asked_check ON lesson_asked (team_id, check_id);

CREATE INDEX ix_lesson_asked_project ON lesson_asked (team_id, project_id);

CREATE INDEX ix_lesson_project ON lesson (team_id, project_id);

CREATE INDEX ix_lesson_use_person ON lesson_use (team_id, person_id);

CREATE INDEX ix_lesson_word ON lesson_word (team_id, begins, lesson_id);

CREATE INDEX ix_lesson_word_lesson ON lesson_word (lesson_id);

CREATE INDEX ix_line_item ON line (team_id, item_id);

CREATE INDEX ix_line_post ON line (team_id, post_key);

CREATE INDEX ix_link_on ON link (team_id, on_id);

CREATE INDEX ix_mitigation_item ON mitigation (team_id, item_id);

CREATE INDEX ix_note_item ON note (team_id, item_id);

CREATE INDEX ix_outbox_person ON outbox (team_id, person_id, on_date);

CREATE INDEX ix_pair_line_pair ON pair_line (team_id, pair_id);

CREATE INDEX ix_pair_line_post ON pair_line (team_id, post_key);

CREATE INDEX ix_risk_team ON risk (team_id);

CREATE INDEX ix_saying_item ON saying (team_id, item_id);

CREATE INDEX ix_tagged_tag ON tagged (team_id, tag_id);

CREATE INDEX ix_update_note_project ON update_note (team_id, project_id);

CREATE INDEX ix_wording_item ON wording (team_id, item_id);

CREATE INDEX ix_workspace_enterprise_id ON workspace (enterprise_id);

CREATE UNIQUE INDEX ix_alarm_open ON alarm (team_id, cause, worker) WHERE cleared_at IS NULL;

CREATE INDEX ix_edition_wake ON edition (wake_at) WHERE wake_at IS NOT NULL;

CREATE INDEX ix_event_objection ON event (team_id, item_id) WHERE what IN ('item.objected', 'item.objection');

CREATE INDEX ix_event_telling ON event (team_id, actor_id) WHERE (what IN ('item.blocked', 'person.changed') OR source = 'shortcut' OR substr(once, 1, 5) = 'said:');

CREATE INDEX ix_item_about ON item (team_id, about, about_id) WHERE about_id IS NOT NULL;

CREATE INDEX ix_item_blocked_on ON item (team_id, blocked_on_id) WHERE blocked_on_id IS NOT NULL;

CREATE INDEX ix_item_closed ON item (team_id, project_id, closed_at) WHERE closed_at IS NOT NULL;

CREATE INDEX ix_item_confirmation ON item (team_id, confirmation, project_id) WHERE confirmation IS NOT NULL;

CREATE INDEX ix_item_decision ON item (team_id, decision_number) WHERE decision_number IS NOT NULL;

CREATE INDEX ix_item_due ON item (team_id, due) WHERE closed_at IS NULL AND due IS NOT NULL;

CREATE INDEX ix_item_owner_open ON item (team_id, owner_id) WHERE closed_at IS NULL;

CREATE INDEX ix_item_project_open ON item (team_id, project_id) WHERE closed_at IS NULL;

CREATE INDEX ix_item_requester_open ON item (team_id, requester_id) WHERE closed_at IS NULL;

CREATE INDEX ix_item_wake ON item (wake_at) WHERE wake_at IS NOT NULL;

CREATE INDEX ix_lesson_action ON lesson (team_id, action_id) WHERE action_id IS NOT NULL;

CREATE INDEX ix_outbox_due ON outbox (not_before) WHERE state IN ('due', 'sending');

CREATE INDEX ix_outbox_pending ON outbox (lane, id) WHERE state IN ('due', 'sending');

CREATE INDEX ix_outbox_sent ON outbox (sent_id) WHERE sent_id IS NOT NULL;

CREATE INDEX ix_outbox_settled ON outbox (team_id, settled_at) WHERE settled_at IS NOT NULL;

CREATE INDEX ix_project_wake ON project (wake_at) WHERE wake_at IS NOT NULL;

CREATE INDEX ix_stakeholder_wake ON stakeholder (wake_at) WHERE wake_at IS NOT NULL;

CREATE TRIGGER baseline_stays BEFORE UPDATE ON baseline BEGIN SELECT RAISE(ABORT, 'a baseline is never changed'); END;

CREATE TRIGGER event_unchanged BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event: a record is never changed'); END;

CREATE TRIGGER policy_unchanged BEFORE UPDATE ON policy BEGIN SELECT RAISE(ABORT, 'policy: a record is never changed'); END;

CREATE TRIGGER snapshot_stays BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END;

CREATE TRIGGER baseline_kept BEFORE DELETE ON baseline WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE team_id = OLD.team_id) BEGIN SELECT RAISE(ABORT, 'baseline: a record is never taken away'); END;

CREATE TRIGGER event_kept BEFORE DELETE ON event WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE team_id = OLD.team_id) BEGIN SELECT RAISE(ABORT, 'event: a record is never taken away'); END;

CREATE TRIGGER policy_kept BEFORE DELETE ON policy WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE team_id = OLD.team_id) BEGIN SELECT RAISE(ABORT, 'policy: a record is never taken away'); END;

CREATE TRIGGER snapshot_kept BEFORE DELETE ON snapshot WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE team_id = OLD.team_id) BEGIN SELECT RAISE(ABORT, 'snapshot: a record is never taken away'); END;

INSERT INTO alembic_version (version_num) VALUES ('0026');

CREATE TABLE `accounts` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`email` text NOT NULL,
	`last_process_id` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `accounts_by_email` ON `accounts` (`process_id`,`email`);--> statement-breakpoint
CREATE TABLE `credentials` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`password_hash` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `memberships` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`account_id` text NOT NULL,
	`member_of` text NOT NULL,
	`is_active` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `memberships_by_account` ON `memberships` (`process_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `hub_sign_in_attempts` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`failures` integer NOT NULL,
	`locked_until` integer,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `hub_sign_in_attempts_by_time` ON `hub_sign_in_attempts` (`updated_at`);--> statement-breakpoint
CREATE TABLE `hub_sign_in_networks` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `hub_sign_in_networks_by_time` ON `hub_sign_in_networks` (`updated_at`);--> statement-breakpoint
CREATE TABLE `hub_sign_in_sources` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`failures` integer NOT NULL,
	`locked_until` integer,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `hub_sign_in_sources_by_time` ON `hub_sign_in_sources` (`updated_at`);--> statement-breakpoint
CREATE TABLE `comments` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`about_kind` text NOT NULL,
	`about_id` text NOT NULL,
	`seq` integer NOT NULL,
	`author_id` text,
	`visibility` text NOT NULL,
	`held_until` integer,
	`published_seq` integer,
	`text` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `comments_by_record` ON `comments` (`process_id`,`about_kind`,`about_id`,`seq`);--> statement-breakpoint
CREATE INDEX `comments_by_publishing` ON `comments` (`process_id`,`about_kind`,`about_id`,`published_seq`);--> statement-breakpoint
CREATE INDEX `comments_by_hold` ON `comments` (`process_id`,`held_until`);--> statement-breakpoint
CREATE TABLE `watchers` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`about_kind` text NOT NULL,
	`about_id` text NOT NULL,
	`user_id` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `watchers_by_record` ON `watchers` (`process_id`,`about_kind`,`about_id`);--> statement-breakpoint
CREATE TABLE `counters` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `process_clocks` (
	`process_id` text PRIMARY KEY NOT NULL,
	`rev` integer NOT NULL,
	`next_due_at` integer,
	`last_seq` integer NOT NULL,
	`flushed_at` integer NOT NULL,
	`resting` text,
	`gauges` text NOT NULL,
	`kept_at` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `process_clocks_due` ON `process_clocks` (`next_due_at`);--> statement-breakpoint
CREATE INDEX `process_clocks_by_kept` ON `process_clocks` (`kept_at`);--> statement-breakpoint
CREATE TABLE `tombstones` (
	`process_id` text NOT NULL,
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`rev` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`process_id`, `table_name`, `row_id`)
);
--> statement-breakpoint
CREATE INDEX `tombstones_by_time` ON `tombstones` (`process_id`,`at`);--> statement-breakpoint
CREATE TABLE `deleted_records` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`kind` text NOT NULL,
	`permission` text NOT NULL,
	`reference` text,
	`title` text NOT NULL,
	`row` text NOT NULL,
	`reason` text NOT NULL,
	`deleted_at` integer NOT NULL,
	`deleted_by_id` text,
	`deleted_by_name` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `deleted_records_by_time` ON `deleted_records` (`process_id`,`deleted_at`,`id`);--> statement-breakpoint
CREATE INDEX `deleted_records_by_reference` ON `deleted_records` (`process_id`,`reference`);--> statement-breakpoint
CREATE TABLE `hub_calls` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`command` text NOT NULL,
	`input` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hub_calls_by_target` ON `hub_calls` (`process_id`,`seq`);--> statement-breakpoint
CREATE TABLE `hub_commands` (
	`command_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`input_hash` text NOT NULL,
	`result` text,
	`rev` integer NOT NULL,
	`forget_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hub_commands_by_time` ON `hub_commands` (`forget_at`);--> statement-breakpoint
CREATE TABLE `hub_meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `hub_mirror` (
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`table_name`, `row_id`)
);
--> statement-breakpoint
CREATE INDEX `hub_mirror_by_rev` ON `hub_mirror` (`rev`);--> statement-breakpoint
CREATE TABLE `hub_mirror_refused` (
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`rev` integer NOT NULL,
	`bytes` integer NOT NULL,
	`error` text NOT NULL,
	`since` integer NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at` integer NOT NULL,
	PRIMARY KEY(`table_name`, `row_id`)
);
--> statement-breakpoint
CREATE TABLE `hub_outbox` (
	`batch_id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`lane` text NOT NULL,
	`size` integer NOT NULL,
	`alone` integer NOT NULL,
	`rev` integer NOT NULL,
	`next_try_at` integer NOT NULL,
	`handed_at` integer,
	`unclear_at` integer
);
--> statement-breakpoint
CREATE INDEX `hub_outbox_due` ON `hub_outbox` (`channel`,`lane`,`next_try_at`,`rev`,`batch_id`);--> statement-breakpoint
CREATE TABLE `hub_rederivations` (
	`source` text NOT NULL,
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`after` text NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`source`, `table_name`, `row_id`)
);
--> statement-breakpoint
CREATE INDEX `hub_rederivations_by_due` ON `hub_rederivations` (`due_at`);--> statement-breakpoint
CREATE TABLE `hub_relay` (
	`seq` integer PRIMARY KEY NOT NULL,
	`process_id` text NOT NULL,
	`event_seq` integer NOT NULL,
	`type` text NOT NULL,
	`entity` text NOT NULL,
	`audience` text NOT NULL,
	`event` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hub_relay_once` ON `hub_relay` (`process_id`,`event_seq`);--> statement-breakpoint
CREATE INDEX `hub_relay_by_type` ON `hub_relay` (`type`,`seq`);--> statement-breakpoint
CREATE INDEX `hub_relay_by_process` ON `hub_relay` (`process_id`,`seq`);--> statement-breakpoint
CREATE TABLE `hub_standing` (
	`delivery_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`about_id` text,
	`guard_id` text
);
--> statement-breakpoint
CREATE INDEX `hub_standing_by_user` ON `hub_standing` (`user_id`,`delivery_id`);--> statement-breakpoint
CREATE INDEX `hub_standing_by_about` ON `hub_standing` (`about_id`);--> statement-breakpoint
CREATE INDEX `hub_standing_by_guard` ON `hub_standing` (`guard_id`);--> statement-breakpoint
CREATE TABLE `hub_timers` (
	`key` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`entity_id` text NOT NULL,
	`command` text NOT NULL,
	`input` text NOT NULL,
	`due_at` integer NOT NULL,
	`tries` integer NOT NULL,
	`fire_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hub_timers_failing` ON `hub_timers` (`tries`) WHERE tries > 0;--> statement-breakpoint
CREATE INDEX `hub_timers_due` ON `hub_timers` (`fire_at`,`key`);--> statement-breakpoint
CREATE INDEX `hub_timers_by_entity` ON `hub_timers` (`source`,`entity_id`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`permission` text NOT NULL,
	`state` text,
	`status` text NOT NULL,
	`steps` integer NOT NULL,
	`run_at` integer,
	`tries` integer NOT NULL,
	`begins` integer NOT NULL,
	`done` integer NOT NULL,
	`total` integer,
	`said` text,
	`result` text,
	`error` text,
	`about_kind` text,
	`about_id` text,
	`started_by_id` text,
	`started_by_name` text NOT NULL,
	`ended_at` integer,
	`ended_by_name` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`process_id`,`run_at`,`id`) WHERE run_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_by_status` ON `jobs` (`process_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `d1_jobs_across` ON `jobs` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `leases` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`purpose` text NOT NULL,
	`holder_id` text NOT NULL,
	`holder_name` text NOT NULL,
	`minutes` integer NOT NULL,
	`until` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `leases_by_state` ON `leases` (`process_id`,`state`,`until`);--> statement-breakpoint
CREATE TABLE `audit` (
	`process_id` text NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	`v` integer NOT NULL,
	`command_id` text NOT NULL,
	`action` text NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` text,
	`refs` text,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`at` integer NOT NULL,
	`ip` text,
	`user_agent` text,
	`request_id` text NOT NULL,
	`reason` text,
	`detail` text,
	`changes` text NOT NULL,
	`first_event` integer,
	`last_event` integer,
	`event_hashes` text,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`process_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `audit_by_action` ON `audit` (`process_id`,`action`,`seq`);--> statement-breakpoint
CREATE INDEX `d1_audit_by_actor` ON `audit` (`process_id`,`actor_id`,`seq`);--> statement-breakpoint
CREATE INDEX `d1_audit_by_entity` ON `audit` (`process_id`,`entity_type`,`seq`);--> statement-breakpoint
CREATE INDEX `d1_audit_by_time` ON `audit` (`process_id`,`at`,`seq`);--> statement-breakpoint
CREATE INDEX `d1_audit_across_by_time` ON `audit` (`at`,`process_id`,`seq`);--> statement-breakpoint
CREATE INDEX `d1_audit_across_by_action` ON `audit` (`action`,`at`,`process_id`,`seq`);--> statement-breakpoint
CREATE INDEX `d1_audit_across_by_actor` ON `audit` (`actor_id`,`at`,`process_id`,`seq`);--> statement-breakpoint
CREATE TABLE `audit_refs` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`, `kind`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `d1_audit_refs_across` ON `audit_refs` (`id`,`process_id`,`seq`);--> statement-breakpoint
CREATE TABLE `events` (
	`process_id` text NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	`type` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`entity_number` text,
	`action` text NOT NULL,
	`audience` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`at` integer NOT NULL,
	`summary` text NOT NULL,
	`data` text,
	PRIMARY KEY(`process_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `events_by_entity` ON `events` (`process_id`,`entity_id`,`seq`);--> statement-breakpoint
CREATE INDEX `hub_events_by_type` ON `events` (`process_id`,`type`,`seq`);--> statement-breakpoint
CREATE INDEX `hub_events_by_time` ON `events` (`process_id`,`at`);--> statement-breakpoint
CREATE INDEX `events_not_of_team` ON `events` (`process_id`,`seq`) WHERE audience <> '"team"';--> statement-breakpoint
CREATE TABLE `log_left` (
	`process_id` text NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	`event` integer NOT NULL,
	PRIMARY KEY(`process_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`message_id` text NOT NULL,
	`event` text NOT NULL,
	`channel` text NOT NULL,
	`lane` text NOT NULL,
	`recipient` text NOT NULL,
	`user_id` text,
	`about_kind` text NOT NULL,
	`about_id` text,
	`group_id` text,
	`guard` text,
	`guard_id` text,
	`state` text NOT NULL,
	`batch_id` text,
	`attempts` integer NOT NULL,
	`next_try_at` integer,
	`sent_at` integer,
	`delivered_at` integer,
	`settled_at` integer,
	`provider_id` text,
	`error` text,
	`alone` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`process_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `d1_deliveries_across` ON `deliveries` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `d1_deliveries_across_by_state` ON `deliveries` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `d1_deliveries_by_about` ON `deliveries` (`process_id`,`about_id`,`id`);--> statement-breakpoint
CREATE INDEX `hub_deliveries_by_batch` ON `deliveries` (`process_id`,`batch_id`,`id`);--> statement-breakpoint
CREATE INDEX `hub_deliveries_by_group` ON `deliveries` (`process_id`,`group_id`,`id`);--> statement-breakpoint
CREATE TABLE `messages` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`event` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`told` text,
	`about_kind` text NOT NULL,
	`about_id` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `d1_messages_by_about` ON `messages` (`process_id`,`about_id`,`id`);--> statement-breakpoint
CREATE INDEX `d1_messages_across` ON `messages` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `setting_changes` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`key` text NOT NULL,
	`before` text,
	`after` text,
	`by_id` text,
	`by_name` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `setting_changes_by_rev` ON `setting_changes` (`process_id`,`rev`,`id`);--> statement-breakpoint
CREATE INDEX `setting_changes_by_key` ON `setting_changes` (`process_id`,`key`,`rev`);--> statement-breakpoint
CREATE TABLE `settings` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`value` text,
	`secret` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `error_groups` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`kind` text NOT NULL,
	`release` text NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`minute` integer NOT NULL,
	`in_minute` integer NOT NULL,
	`told_at` integer,
	`sample` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `error_groups_by_time` ON `error_groups` (`process_id`,`last_at`,`id`);--> statement-breakpoint
CREATE TABLE `escalation_chains` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`name` text NOT NULL,
	`severity` text,
	`is_active` integer NOT NULL,
	`repeat` integer NOT NULL,
	`tiers` text NOT NULL,
	`edited_at` integer NOT NULL,
	`timing_version` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `escalation_executions` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`run_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`chain_id` text,
	`round` integer NOT NULL,
	`tier_id` text NOT NULL,
	`tier_number` integer NOT NULL,
	`due_at` integer NOT NULL,
	`fired_at` integer NOT NULL,
	`lateness_ms` integer NOT NULL,
	`by_hand` integer NOT NULL,
	`fired_by` text,
	`outcome` text NOT NULL,
	`channels` text NOT NULL,
	`trail` text NOT NULL,
	`target_ids` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `hub_escalation_executions_by_run` ON `escalation_executions` (`process_id`,`run_id`);--> statement-breakpoint
CREATE INDEX `hub_escalation_executions_by_incident` ON `escalation_executions` (`process_id`,`incident_id`,`fired_at`);--> statement-breakpoint
CREATE TABLE `escalation_runs` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`incident_id` text NOT NULL,
	`chain_id` text,
	`chain_name` text NOT NULL,
	`run` integer NOT NULL,
	`opening` integer NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` text NOT NULL,
	`counted_from` integer NOT NULL,
	`chain_version` integer NOT NULL,
	`skipped` text NOT NULL,
	`owed` text NOT NULL,
	`ended_at` integer,
	`ended_why` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `hub_escalation_runs_by_incident` ON `escalation_runs` (`process_id`,`incident_id`);--> statement-breakpoint
CREATE INDEX `hub_escalation_runs_by_state` ON `escalation_runs` (`process_id`,`state`);--> statement-breakpoint
CREATE INDEX `hub_escalation_runs_by_chain` ON `escalation_runs` (`process_id`,`chain_id`,`state`);--> statement-breakpoint
CREATE TABLE `incident_tags` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`tag` text NOT NULL,
	`incident_id` text NOT NULL,
	`urgency_rank` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `d1_incident_tags_by_tag` ON `incident_tags` (`process_id`,`tag`,`urgency_rank`,`incident_id`);--> statement-breakpoint
CREATE INDEX `d1_incident_tags_across` ON `incident_tags` (`tag`,`urgency_rank`,`incident_id`);--> statement-breakpoint
CREATE INDEX `incident_tags_by_incident` ON `incident_tags` (`process_id`,`incident_id`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`number` integer NOT NULL,
	`reference` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`severity` text NOT NULL,
	`severity_rank` integer NOT NULL,
	`priority` text NOT NULL,
	`priority_rank` integer NOT NULL,
	`status` text NOT NULL,
	`is_active` integer NOT NULL,
	`assigned_to_id` text,
	`squad` text,
	`tags` text NOT NULL,
	`fault_reported` text,
	`root_cause` text,
	`action_taken` text,
	`in_scope` integer NOT NULL,
	`client_visible` integer NOT NULL,
	`source` text NOT NULL,
	`external_id` text,
	`reported_by_id` text,
	`opened_at` integer NOT NULL,
	`opening_at` integer NOT NULL,
	`opening` integer NOT NULL,
	`acknowledged_at` integer,
	`acknowledged_by_id` text,
	`pages_to_come` integer NOT NULL,
	`urgency_rank` integer NOT NULL,
	`escalated_at` integer,
	`escalated_by_id` text,
	`resolved_at` integer,
	`unattended_since` integer,
	`reminder_sent_at` integer,
	`version` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `incidents_by_number` ON `incidents` (`process_id`,`number`);--> statement-breakpoint
CREATE INDEX `incidents_by_opened` ON `incidents` (`process_id`,`opened_at`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_by_updated` ON `incidents` (`process_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_by_urgency` ON `incidents` (`process_id`,`urgency_rank`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_by_severity` ON `incidents` (`process_id`,`severity_rank`,`urgency_rank`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_by_priority` ON `incidents` (`process_id`,`priority_rank`,`urgency_rank`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_active_by_opened` ON `incidents` (`process_id`,`is_active`,`opened_at`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_by_status` ON `incidents` (`process_id`,`status`,`opened_at`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_by_assignee` ON `incidents` (`process_id`,`assigned_to_id`,`urgency_rank`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_by_external` ON `incidents` (`process_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_across_by_opened` ON `incidents` (`opened_at`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_across_by_updated` ON `incidents` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_across_by_urgency` ON `incidents` (`urgency_rank`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_across_by_severity` ON `incidents` (`severity_rank`,`urgency_rank`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_across_by_priority` ON `incidents` (`priority_rank`,`urgency_rank`,`id`);--> statement-breakpoint
CREATE INDEX `d1_incidents_across_active` ON `incidents` (`is_active`,`opened_at`,`id`);--> statement-breakpoint
CREATE TABLE `on_call_entries` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`date` text NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `on_call_entries_by_date` ON `on_call_entries` (`process_id`,`date`,`role`);--> statement-breakpoint
CREATE TABLE `processes` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`is_active` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `tenants` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`tag` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`is_active` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `tenants_by_tag` ON `tenants` (`process_id`,`tag`);--> statement-breakpoint
CREATE INDEX `tenants_by_slug` ON `tenants` (`process_id`,`slug`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_why` text,
	`ip` text,
	`user_agent` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`process_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`is_active` integer NOT NULL,
	`time_zone` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `users_by_email` ON `users` (`process_id`,`email`);--> statement-breakpoint
CREATE INDEX `users_by_role` ON `users` (`process_id`,`role`);--> statement-breakpoint
CREATE TABLE `saved_views` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`owner_id` text NOT NULL,
	`owner_name` text NOT NULL,
	`name` text NOT NULL,
	`page` text NOT NULL,
	`search` text NOT NULL,
	`shared` integer NOT NULL,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `saved_views_by_page` ON `saved_views` (`process_id`,`page`,`name`,`id`);--> statement-breakpoint
CREATE TABLE `visits` (
	`process_id` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`sid` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`reason` text,
	PRIMARY KEY(`process_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `visits_by_session` ON `visits` (`sid`,`expires_at`);
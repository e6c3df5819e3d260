-- The statements of these migrations in an empty database; recorded by script/assets, not written by hand.
-- migration contenttypes.0001_initial 35ed8489a147e0b4
-- migration contenttypes.0002_remove_content_type_name 7d36494075750f0e
-- migration auth.0001_initial 845cff319606332f
-- migration auth.0002_alter_permission_name_max_length feaf97e0e8f7d148
-- migration auth.0003_alter_user_email_max_length 9d5657b4db9872dc
-- migration auth.0004_alter_user_username_opts 9538db342c9a9bec
-- migration auth.0005_alter_user_last_login_null 79f60a35dc000fdd
-- migration auth.0006_require_contenttypes_0002 00cb16e3405f14b6
-- migration auth.0007_alter_validators_add_error_messages 115db87dc327530f
-- migration auth.0008_alter_user_username_max_length 02857f65f7d64814
-- migration auth.0009_alter_user_last_name_max_length 19a89500e7f108a7
-- migration auth.0010_alter_group_name_max_length 0963ed6498ac0b3a
-- migration auth.0011_update_proxy_permissions 85a5dde708dc4b61
-- migration auth.0012_alter_user_first_name_max_length 6cefbc9f80903763
-- migration organization.0001_initial 65c1ee0869d38d45
-- migration account.0001_initial 6f27ff6bdf57521a
-- migration account.0002_email_max_length c956ab7a3c3660a1
-- migration account.0003_alter_emailaddress_create_unique_verified_email 66b6f1939621bcfa
-- migration account.0004_alter_emailaddress_drop_unique_email ebc6317e90c47d7a
-- migration account.0005_emailaddress_idx_upper_email e7569f1662da1754
-- migration account.0006_emailaddress_lower 54adb08cb3fba66b
-- migration account.0007_emailaddress_idx_email 87fad70bfde8ae29
-- migration account.0008_emailaddress_unique_primary_email_fixup 794bf875bdbef9c4
-- migration account.0009_emailaddress_unique_primary_email 79762cfa7b1e1d7c
-- migration organization.0002_trail_and_tenancy 216c0d2a12a5f1d6
-- migration catalogue.0001_initial cd20bc396041755e
-- migration actions.0001_initial 32ce1112bf8acd9c
-- migration actions.0002_initial fde431ab100afeb1
-- migration actions.0003_tenancy a4338b5496789444
-- migration actions.0004_forecasted 99a5b658cf433359
-- migration systems.0001_initial e377574b62e8b044
-- migration systems.0002_tenancy 670cadc25de9f25b
-- migration organization.0003_guests_and_parties 16bb6209a4ee7d28
-- migration evidence.0001_initial 4686eac3a3a6fc21
-- migration evidence.0002_initial 142b2b8650192544
-- migration evidence.0003_tenancy 32db57b5fc91e5eb
-- migration documents.0001_initial d8d38dc81aca2cc4
-- migration documents.0002_initial 24dd86a226e4663d
-- migration documents.0003_tenancy 0faae6836a5250ae
-- migration conformity.0001_initial 0b7897f6d2c04801
-- migration conformity.0002_initial 20ef47d04171f346
-- migration conformity.0003_tenancy 28662310bb34684e
-- migration catalogue.0002_tenancy 40f3821545cc8ed2
-- migration organization.0004_doors db0bfed2925434fd
-- migration catalogue.0003_requirement_topics a5973f986f1b2435
-- migration catalogue.0004_own_packs 6ad90c5863fa66ca
-- migration conformity.0004_report afa7dad540e2cb4b
-- migration conformity.0005_carried_judgements 3445811173c2fd05
-- migration conformity.0006_first_reasons 259e3034b5d40eeb
-- migration organization.0005_arriving 5cfabfc86b430522
-- migration systems.0003_transitions 5a7a0dbb68464e23
-- migration organization.0006_remembered_sheets 33f3af26c8df7396
-- migration organization.0007_guests_read_verdicts_and_records c1b118472ae874df
-- migration systems.0004_costs a07d0138707579ff
-- migration systems.0005_objectives b179c213ed33e3c8
-- migration systems.0006_tenancy_of_objectives b1a0835c76b847e7
-- migration systems.0007_objectives_of_the_stocktake 0b1e8a66a1bbdde0
-- migration systems.0008_choosing 9877de59b40c2b58
-- migration systems.0009_obligations_and_changes 0554b1c5c189e4e5
-- migration systems.0010_tenancy_of_obligations 2a840f8d4a4afd91
-- migration organization.0008_desk_of_own_standards 87d4e3f26da3b170
-- migration systems.0011_context_and_responsibilities 5a4a55b9ca384868
-- migration systems.0012_tenancy_of_context 949d45bb2207e332
-- migration organization.0009_kept_lists 73907f135a8ce247
-- migration organization.0010_guests_are_the_exception bc0b2d189e4e0285
-- migration evidence.0004_about_subjects 26b0ac07ae0c97f8
-- migration documents.0004_keeping_and_deciding e16485e29a470c9e
-- migration documents.0005_controlled 510fefc19f4b66d0
-- migration documents.0006_controlled_tenancy 5f585be64046f104
-- migration documents.0007_lines_of_revisions f2f6709cac8a2a07
-- migration documents.0008_words 1ce45c2e85e011ec
-- migration documents.0009_finding_words 6bd0002c2ae0dff5
-- migration documents.0010_forms 23b864d173315ca6
-- migration documents.0011_forms_tenancy d160345c5c4014f1
-- migration documents.0012_copies_and_keeping ceea695e4a54d584
-- migration documents.0013_copies_tenancy 130de509c740c92b
-- migration documents.0014_serving 6088b7e2fa227ef9
-- migration documents.0015_serving_tenancy e8034c17f0b08d3a
-- migration documents.0016_counting_the_register 954fd665fa0681f2
-- migration documents.0017_counting_what_waits 670c3f7e0cc66a6c
-- migration documents.0018_heading_the_queue a94e89ceb6e0886a
-- migration mfa.0001_initial a42b6353f2ed5dd7
-- migration mfa.0002_authenticator_timestamps b6566eb07301e2e4
-- migration mfa.0003_authenticator_type_uniq 88550a456154080c
-- migration processes.0001_initial 85a68b3738185a53
-- migration processes.0002_tenancy a440b30c22d321d3
-- migration processes.0003_map_sheets_controls a822f0346ca7e0bf
-- migration processes.0004_tenancy_of_map f3872bf91ab1807f
-- migration processes.0005_indicators c424bf1c3f64d819
-- migration processes.0006_tenancy_of_indicators fb55d5c456459e42
-- migration processes.0007_since_when a8f8e517e2301670
-- migration processes.0008_receipts_of_readings f25a492b06579d4c
-- migration processes.0009_tenancy_of_receipts 5a82b25a57e273ad
-- migration processes.0010_values_by_indicator f5bd0c393a2e1165
-- migration procrastinate.0001_initial 1d1bfd7854cc01bf
-- migration procrastinate.0002_drop_started_at_column 19d9e96e6ad24bb8
-- migration procrastinate.0003_drop_started_at_column c669e47d1f4034d9
-- migration procrastinate.0004_drop_procrastinate_version_table 1e9611745ba88bac
-- migration procrastinate.0005_fix_procrastinate_fetch_job 5e35068b05da57ae
-- migration procrastinate.0006_fix_trigger_status_events_insert 0700502dd5cf19ab
-- migration procrastinate.0007_add_queueing_lock_column a4681b940a1972ef
-- migration procrastinate.0008_close_fetch_job_race_condition 619c8653aebd42d9
-- migration procrastinate.0009_add_defer_job_function adf7629efe362184
-- migration procrastinate.0010_add_procrastinate_periodic_defers da23e342fd1bdd97
-- migration procrastinate.0011_add_foreign_key_index 95d21e785c897cb8
-- migration procrastinate.0012_add_locks_to_periodic_defer 31558172270c010f
-- migration procrastinate.0013_fix_procrastinate_defer_periodic_job 33b2019a6716c559
-- migration procrastinate.0014_add_finish_job_and_retry_job_functions 149ee422340e0ef2
-- migration procrastinate.0015_add_trigger_on_job_deletion 170579ea9fa09d98
-- migration procrastinate.0016_delete_finished_jobs 48d32aec2762c67a
-- migration procrastinate.0017_add_checks_to_finish_job 6aa9e1c009bfd6cc
-- migration procrastinate.0018_add_checks_to_retry_job f678440c3ddc202e
-- migration procrastinate.0019_fix_finish_job_compat_issue 1db198b28f924dbe
-- migration procrastinate.0020_add_index_on_procrastinate_jobs 4313e16a5167b348
-- migration procrastinate.0021_add_kwargs_to_defer_periodic_job 72e429a280e8c34e
-- migration procrastinate.0022_null_locks_excluded 29356542e6ffcd39
-- migration procrastinate.0023_remove_old_finish_job_function 0d6193bfe80b3a2f
-- migration procrastinate.0024_job_id_bigint 5df70123b9604ddf
-- migration procrastinate.0025_add_models 29580ceb9d30811c
-- migration procrastinate.0026_add_job_priority d5d0ae9df15801cc
-- migration procrastinate.0027_add_periodic_job_priority 687b47815f028a0f
-- migration procrastinate.0028_add_cancel_states be5343c43f98a4e1
-- migration procrastinate.0029_add_additional_params_to_retry_job c77adeada57998ff
-- migration procrastinate.0030_alter_procrastinateevent_options 94486414b944e707
-- migration procrastinate.0031_add_indexes_for_fetch_job 825d6737801d37f1
-- migration procrastinate.0032_pre_cancel_notification 5ea3a3e192b7492e
-- migration procrastinate.0033_post_cancel_notification 57b69d1f823c8a2d
-- migration procrastinate.0034_pre_add_heartbeat 6a229835ed41810c
-- migration procrastinate.0035_post_add_heartbeat 72fbea71dd8f2b1a
-- migration procrastinate.0036_add_worker_model f996e8059968a3a4
-- migration procrastinate.0037_pre_batch_defer_jobs 22798dcf4e9258a9
-- migration procrastinate.0038_post_batch_defer_jobs 08baa17c31570bc1
-- migration procrastinate.0039_pre_priority_lock_fetch_job 201f4e675f0f72a6
-- migration procrastinate.0040_pre_retry_failed_job 9e9d3cd2b2e8925e
-- migration procrastinate.0041_post_retry_failed_job c0c93f3ab105356d
-- migration resources.0001_initial 4e5aff4900c86295
-- migration resources.0002_tenancy 5ed4b3b859a17d27
-- migration resources.0003_suppliers_of_the_stocktake 89c8f6973729cb67
-- migration resources.0004_equipment_and_assets f4d43ced806663bb
-- migration resources.0005_equipment_and_assets_tenancy a9350e61a900c24b
-- migration sessions.0001_initial 2aa438e2393ee513
-- migration sites.0001_initial f1f63add9e43c1b2
-- migration sites.0002_alter_domain_unique 9652bb20a40a9c50
-- migration socialaccount.0001_initial 3647538d149b8190
-- migration socialaccount.0002_token_max_lengths 1f6fc8859622f595
-- migration socialaccount.0003_extra_data_default_dict e8b6fe9e20bed061
-- migration socialaccount.0004_app_provider_id_settings 82163ba3cc18a1ea
-- migration socialaccount.0005_socialtoken_nullable_app f023fe1a501c3e63
-- migration socialaccount.0006_alter_socialaccount_extra_data d1de2c79db317f6f

-- statements
CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" timestamp with time zone NOT NULL)
;
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(100) NOT NULL, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL)
;
ALTER TABLE "django_content_type" ADD CONSTRAINT "django_content_type_app_label_model_76bd3d3b_uniq" UNIQUE ("app_label", "model")
;
ALTER TABLE "django_content_type" ALTER COLUMN "name" DROP NOT NULL
;
ALTER TABLE "django_content_type" DROP COLUMN "name" CASCADE
;
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(50) NOT NULL, "content_type_id" integer NOT NULL, "codename" varchar(100) NOT NULL)
;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL UNIQUE)
;
CREATE TABLE "auth_group_permissions" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "group_id" integer NOT NULL, "permission_id" integer NOT NULL)
;
ALTER TABLE "auth_permission" ADD CONSTRAINT "auth_permission_content_type_id_codename_01ab375a_uniq" UNIQUE ("content_type_id", "codename")
;
ALTER TABLE "auth_permission" ADD CONSTRAINT "auth_permission_content_type_id_2f476e4b_fk_django_co" FOREIGN KEY ("content_type_id") REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id")
;
CREATE INDEX "auth_group_name_a6ea08ec_like" ON "auth_group" ("name" varchar_pattern_ops)
;
ALTER TABLE "auth_group_permissions" ADD CONSTRAINT "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" UNIQUE ("group_id", "permission_id")
;
ALTER TABLE "auth_group_permissions" ADD CONSTRAINT "auth_group_permissions_group_id_b120cbf9_fk_auth_group_id" FOREIGN KEY ("group_id") REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "auth_group_permissions" ADD CONSTRAINT "auth_group_permissio_permission_id_84c5c92e_fk_auth_perm" FOREIGN KEY ("permission_id") REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id")
;
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id")
;
ALTER TABLE "auth_permission" ALTER COLUMN "name" TYPE varchar(255)
;
ALTER TABLE "auth_group" ALTER COLUMN "name" TYPE varchar(150)
;
-- statement of organization.0001_initial 0
;
CREATE TABLE "organization_installation" ("id" smallint NOT NULL PRIMARY KEY, "purpose" varchar(12) NOT NULL, "marked_at" timestamp with time zone NOT NULL)
;
CREATE TABLE "organization_organization" ("id" uuid NOT NULL PRIMARY KEY, "slug" varchar(60) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "kind" varchar(24) NOT NULL, "country" varchar(2) NOT NULL, "sector" varchar(80) NOT NULL, "headcount" integer NULL CHECK ("headcount" >= 0), "timezone" varchar(64) NOT NULL, "language" varchar(12) NOT NULL, "currency" varchar(3) NOT NULL, "created_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL)
;
CREATE TABLE "organization_user" ("password" varchar(128) NOT NULL, "last_login" timestamp with time zone NULL, "is_superuser" boolean NOT NULL, "is_staff" boolean NOT NULL, "is_active" boolean NOT NULL, "date_joined" timestamp with time zone NOT NULL, "id" uuid NOT NULL PRIMARY KEY, "email" varchar(254) NOT NULL UNIQUE, "name" varchar(160) NOT NULL, "language" varchar(12) NOT NULL, "theme" varchar(8) NOT NULL)
;
CREATE TABLE "organization_user_groups" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "user_id" uuid NOT NULL, "group_id" integer NOT NULL)
;
CREATE TABLE "organization_user_user_permissions" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "user_id" uuid NOT NULL, "permission_id" integer NOT NULL)
;
CREATE TABLE "organization_person" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "email" varchar(254) NOT NULL, "job" varchar(160) NOT NULL, "unit" varchar(160) NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "erased_at" timestamp with time zone NULL, "salt" uuid NULL, "version" integer NOT NULL CHECK ("version" >= 0), "user_id" uuid NULL)
;
CREATE TABLE "organization_invitation" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "email" varchar(254) NOT NULL, "role" varchar(32) NOT NULL, "token_digest" varchar(64) NOT NULL UNIQUE, "expires_at" timestamp with time zone NOT NULL, "accepted_at" timestamp with time zone NULL, "revoked_at" timestamp with time zone NULL, "created_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "invited_by_id" uuid NULL)
;
CREATE TABLE "organization_accesslink" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "token_digest" varchar(64) NOT NULL UNIQUE, "scope" varchar(32) NOT NULL, "reference" varchar(120) NOT NULL, "expires_at" timestamp with time zone NOT NULL, "revoked_at" timestamp with time zone NULL, "used_at" timestamp with time zone NULL, "created_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "person_id" uuid NULL)
;
CREATE TABLE "organization_seal" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "organization_id" uuid NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "first_row" bigint NOT NULL, "last_row" bigint NOT NULL, "rows" integer NOT NULL CHECK ("rows" >= 0), "root" varchar(64) NOT NULL, "previous" varchar(64) NOT NULL, "head" varchar(64) NOT NULL, "sealed_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, CONSTRAINT "seal_number" UNIQUE ("organization_id", "number"))
;
CREATE TABLE "organization_searchentry" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(32) NOT NULL, "reference" varchar(80) NOT NULL, "title" varchar(300) NOT NULL, "detail" varchar(300) NOT NULL, "path" varchar(300) NOT NULL, "fold" text NOT NULL, CONSTRAINT "search_entry_once" UNIQUE ("organization_id", "kind", "reference"))
;
CREATE TABLE "organization_site" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "kind" varchar(12) NOT NULL, "address" varchar(300) NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "version" integer NOT NULL CHECK ("version" >= 0), CONSTRAINT "site_once" UNIQUE ("organization_id", "fold"))
;
CREATE TABLE "organization_trail" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "organization_id" uuid NOT NULL, "at" timestamp with time zone NOT NULL, "actor" varchar(80) NOT NULL, "request" varchar(80) NOT NULL, "table_name" varchar(80) NOT NULL, "row" uuid NULL, "verb" varchar(8) NOT NULL, "old" jsonb NULL, "new" jsonb NULL, "transaction_id" bigint NOT NULL)
;
CREATE TABLE "organization_membership" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "role" varchar(32) NOT NULL, "granted_by" varchar(64) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "user_id" uuid NOT NULL)
;
CREATE INDEX "person_fold" ON "organization_person" ("organization_id", "fold")
;
CREATE UNIQUE INDEX "person_once_per_user" ON "organization_person" ("organization_id", "user_id") WHERE "user_id" IS NOT NULL
;
CREATE INDEX "organization_organization_slug_38ddd1e6_like" ON "organization_organization" ("slug" varchar_pattern_ops)
;
CREATE INDEX "organization_user_email_78cbba5d_like" ON "organization_user" ("email" varchar_pattern_ops)
;
ALTER TABLE "organization_user_groups" ADD CONSTRAINT "organization_user_groups_user_id_group_id_57ddd9fc_uniq" UNIQUE ("user_id", "group_id")
;
ALTER TABLE "organization_user_groups" ADD CONSTRAINT "organization_user_gr_user_id_db046b02_fk_organizat" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "organization_user_groups" ADD CONSTRAINT "organization_user_groups_group_id_29bad0b6_fk_auth_group_id" FOREIGN KEY ("group_id") REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_user_groups_user_id_db046b02" ON "organization_user_groups" ("user_id")
;
CREATE INDEX "organization_user_groups_group_id_29bad0b6" ON "organization_user_groups" ("group_id")
;
ALTER TABLE "organization_user_user_permissions" ADD CONSTRAINT "organization_user_user_p_user_id_permission_id_a423a537_uniq" UNIQUE ("user_id", "permission_id")
;
ALTER TABLE "organization_user_user_permissions" ADD CONSTRAINT "organization_user_us_user_id_3046d55e_fk_organizat" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "organization_user_user_permissions" ADD CONSTRAINT "organization_user_us_permission_id_fa8a5b89_fk_auth_perm" FOREIGN KEY ("permission_id") REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_user_user_permissions_user_id_3046d55e" ON "organization_user_user_permissions" ("user_id")
;
CREATE INDEX "organization_user_user_permissions_permission_id_fa8a5b89" ON "organization_user_user_permissions" ("permission_id")
;
ALTER TABLE "organization_person" ADD CONSTRAINT "organization_person_user_id_5a133c8a_fk_organization_user_id" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_person_user_id_5a133c8a" ON "organization_person" ("user_id")
;
CREATE INDEX "organization_invitation_token_digest_f065dbde_like" ON "organization_invitation" ("token_digest" varchar_pattern_ops)
;
CREATE INDEX "organization_invitation_invited_by_id_ee05574b" ON "organization_invitation" ("invited_by_id")
;
CREATE INDEX "organization_accesslink_token_digest_2e2fb12b_like" ON "organization_accesslink" ("token_digest" varchar_pattern_ops)
;
CREATE INDEX "organization_accesslink_person_id_dc29c297" ON "organization_accesslink" ("person_id")
;
CREATE INDEX "trail_order" ON "organization_trail" ("organization_id", "id")
;
CREATE INDEX "trail_row" ON "organization_trail" ("organization_id", "row")
;
ALTER TABLE "organization_membership" ADD CONSTRAINT "organization_members_user_id_a67a4345_fk_organizat" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE UNIQUE INDEX "membership_once" ON "organization_membership" ("organization_id", "user_id", "role") WHERE "valid_until" IS NULL
;
CREATE INDEX "organization_membership_user_id_a67a4345" ON "organization_membership" ("user_id")
;
CREATE INDEX "membership_user" ON "organization_membership" ("user_id")
;
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "email" varchar(75) NOT NULL UNIQUE, "verified" boolean NOT NULL, "primary" boolean NOT NULL, "user_id" uuid NOT NULL)
;
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "created" timestamp with time zone NOT NULL, "sent" timestamp with time zone NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL)
;
ALTER TABLE "account_emailaddress" ADD CONSTRAINT "account_emailaddress_user_id_2c513194_fk_organization_user_id" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "account_emailaddress_email_03be32b2_like" ON "account_emailaddress" ("email" varchar_pattern_ops)
;
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id")
;
ALTER TABLE "account_emailconfirmation" ADD CONSTRAINT "account_emailconfirm_email_address_id_5b7f8c58_fk_account_e" FOREIGN KEY ("email_address_id") REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "account_emailconfirmation_key_f43612bd_like" ON "account_emailconfirmation" ("key" varchar_pattern_ops)
;
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id")
;
ALTER TABLE "account_emailaddress" ALTER COLUMN "email" TYPE varchar(254)
;
ALTER TABLE "account_emailaddress" ADD CONSTRAINT "account_emailaddress_user_id_email_987c8728_uniq" UNIQUE ("user_id", "email")
;
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified"
;
ALTER TABLE "account_emailaddress" DROP CONSTRAINT "account_emailaddress_email_key"
;
DROP INDEX IF EXISTS "account_emailaddress_email_03be32b2_like"
;
CREATE INDEX "account_emailaddress_upper" ON "account_emailaddress" ((UPPER("email")))
;
DROP INDEX IF EXISTS "account_emailaddress_upper"
;
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email")
;
CREATE INDEX "account_emailaddress_email_03be32b2_like" ON "account_emailaddress" ("email" varchar_pattern_ops)
;
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary"
;
-- statement of organization.0002_trail_and_tenancy 0
;
ALTER TABLE "organization_site" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_site" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_site" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_site" ADD CONSTRAINT "organization_site_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_site" ADD CONSTRAINT "organization_site_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_site" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_person" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_person" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_person" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_person" ADD CONSTRAINT "organization_person_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_person" ADD CONSTRAINT "organization_person_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_person" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_membership" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_membership" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_membership" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_membership" ADD CONSTRAINT "organization_membership_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_membership" ADD CONSTRAINT "organization_membership_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_membership" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_invitation" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_invitation" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_invitation" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_invitation" ADD CONSTRAINT "organization_invitation_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_invitation" ADD CONSTRAINT "organization_invitation_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_invitation" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_accesslink" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_accesslink" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_accesslink" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_accesslink" ADD CONSTRAINT "organization_accesslink_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_accesslink" ADD CONSTRAINT "organization_accesslink_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_accesslink" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_invitation" ADD CONSTRAINT "organization_invitation_invited_by_id_fk" FOREIGN KEY (organization_id, "invited_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "organization_accesslink" ADD CONSTRAINT "organization_accesslink_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "organization_searchentry" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_searchentry" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_searchentry" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_searchentry" ADD CONSTRAINT "organization_searchentry_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_searchentry" ADD CONSTRAINT "organization_searchentry_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
-- statement of organization.0002_trail_and_tenancy 3
;
CREATE TABLE "catalogue_correspondence" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "organization_id" uuid NULL, "edition_from" varchar(80) NOT NULL, "ref_from" varchar(40) NOT NULL, "edition_to" varchar(80) NOT NULL, "ref_to" varchar(40) NOT NULL, "relation" varchar(16) NOT NULL, "strength" varchar(8) NOT NULL, "provenance" varchar(300) NOT NULL, "confidence" varchar(8) NOT NULL)
;
CREATE TABLE "catalogue_edition" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NULL, "slug" varchar(80) NOT NULL, "standard" varchar(60) NOT NULL, "code" varchar(60) NOT NULL, "year" varchar(8) NOT NULL, "title" varchar(300) NOT NULL, "discipline" varchar(60) NOT NULL, "status" varchar(16) NOT NULL, "certifiable" boolean NOT NULL, "predecessor" varchar(80) NOT NULL, "digest" varchar(64) NOT NULL, "facts" jsonb NOT NULL, "loaded_at" timestamp with time zone NOT NULL)
;
CREATE TABLE "catalogue_requirement" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NULL, "ref" varchar(40) NOT NULL, "sort_key" varchar(80) NOT NULL, "title" varchar(300) NOT NULL, "kind" varchar(12) NOT NULL, "exclusion" varchar(12) NOT NULL, "stage1" boolean NOT NULL, "words" jsonb NOT NULL, "edition_id" uuid NOT NULL, "parent_id" uuid NULL)
;
CREATE TABLE "catalogue_topic" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NULL, "slug" varchar(140) NOT NULL, "title" varchar(300) NOT NULL, "neutral" boolean NOT NULL, "private" boolean NOT NULL, "position" integer NOT NULL CHECK ("position" >= 0), "parent_id" uuid NULL)
;
CREATE TABLE "catalogue_requirementtopic" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "strength" varchar(8) NOT NULL, "provenance" varchar(300) NOT NULL, "confidence" varchar(8) NOT NULL, "requirement_id" uuid NOT NULL, "topic_id" uuid NOT NULL)
;
ALTER TABLE "catalogue_requirement" ADD COLUMN "private_topic_id" uuid NOT NULL CONSTRAINT "catalogue_requiremen_private_topic_id_384e7ba1_fk_catalogue" REFERENCES "catalogue_topic"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "catalogue_requiremen_private_topic_id_384e7ba1_fk_catalogue" IMMEDIATE
;
CREATE TABLE "catalogue_expectation" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NULL, "code" varchar(80) NOT NULL, "position" integer NOT NULL CHECK ("position" >= 0), "terms" jsonb NOT NULL, "requirement_id" uuid NULL, "topic_id" uuid NULL)
;
ALTER TABLE "catalogue_topic" ADD CONSTRAINT "topic_slug" UNIQUE NULLS NOT DISTINCT ("organization_id", "slug")
;
ALTER TABLE "catalogue_requirementtopic" ADD CONSTRAINT "requirement_topic_once" UNIQUE ("requirement_id", "topic_id")
;
CREATE INDEX "requirement_order" ON "catalogue_requirement" ("edition_id", "sort_key")
;
ALTER TABLE "catalogue_requirement" ADD CONSTRAINT "requirement_ref" UNIQUE ("edition_id", "ref")
;
ALTER TABLE "catalogue_expectation" ADD CONSTRAINT "expectation_of_topic_xor_requirement" CHECK ((("requirement_id" IS NULL AND "topic_id" IS NOT NULL) OR ("requirement_id" IS NOT NULL AND "topic_id" IS NULL)))
;
ALTER TABLE "catalogue_expectation" ADD CONSTRAINT "expectation_code" UNIQUE NULLS NOT DISTINCT ("topic_id", "requirement_id", "code")
;
CREATE INDEX "correspondence_pair" ON "catalogue_correspondence" ("edition_from", "edition_to")
;
ALTER TABLE "catalogue_edition" ADD CONSTRAINT "edition_slug" UNIQUE NULLS NOT DISTINCT ("organization_id", "slug")
;
ALTER TABLE "catalogue_requirement" ADD CONSTRAINT "catalogue_requiremen_edition_id_0e371aec_fk_catalogue" FOREIGN KEY ("edition_id") REFERENCES "catalogue_edition" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "catalogue_requirement" ADD CONSTRAINT "catalogue_requiremen_parent_id_4a36bc88_fk_catalogue" FOREIGN KEY ("parent_id") REFERENCES "catalogue_requirement" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "catalogue_requirement_edition_id_0e371aec" ON "catalogue_requirement" ("edition_id")
;
CREATE INDEX "catalogue_requirement_parent_id_4a36bc88" ON "catalogue_requirement" ("parent_id")
;
ALTER TABLE "catalogue_topic" ADD CONSTRAINT "catalogue_topic_parent_id_80907730_fk_catalogue_topic_id" FOREIGN KEY ("parent_id") REFERENCES "catalogue_topic" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "catalogue_topic_parent_id_80907730" ON "catalogue_topic" ("parent_id")
;
ALTER TABLE "catalogue_requirementtopic" ADD CONSTRAINT "catalogue_requiremen_requirement_id_f0633b25_fk_catalogue" FOREIGN KEY ("requirement_id") REFERENCES "catalogue_requirement" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "catalogue_requirementtopic" ADD CONSTRAINT "catalogue_requiremen_topic_id_9bce7eb0_fk_catalogue" FOREIGN KEY ("topic_id") REFERENCES "catalogue_topic" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "catalogue_requirementtopic_requirement_id_f0633b25" ON "catalogue_requirementtopic" ("requirement_id")
;
CREATE INDEX "catalogue_requirementtopic_topic_id_9bce7eb0" ON "catalogue_requirementtopic" ("topic_id")
;
CREATE INDEX "catalogue_requirement_private_topic_id_384e7ba1" ON "catalogue_requirement" ("private_topic_id")
;
ALTER TABLE "catalogue_expectation" ADD CONSTRAINT "catalogue_expectatio_requirement_id_dbcd9337_fk_catalogue" FOREIGN KEY ("requirement_id") REFERENCES "catalogue_requirement" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "catalogue_expectation" ADD CONSTRAINT "catalogue_expectation_topic_id_5b495f98_fk_catalogue_topic_id" FOREIGN KEY ("topic_id") REFERENCES "catalogue_topic" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "catalogue_expectation_requirement_id_dbcd9337" ON "catalogue_expectation" ("requirement_id")
;
CREATE INDEX "catalogue_expectation_topic_id_5b495f98" ON "catalogue_expectation" ("topic_id")
;
CREATE TABLE "actions_action" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "system_id" uuid NOT NULL, "title" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "kind" varchar(16) NOT NULL, "detail" text NOT NULL, "start_on" date NULL, "due_on" date NULL, "effort_low" numeric(6, 2) NULL, "effort_days" numeric(6, 2) NULL, "effort_high" numeric(6, 2) NULL, "wait_days" integer NOT NULL CHECK ("wait_days" >= 0), "wait_reason" varchar(200) NOT NULL, "cost" numeric(12, 2) NULL, "resources" varchar(300) NOT NULL, "stage" varchar(8) NOT NULL, "state" varchar(10) NOT NULL, "done_on" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
CREATE TABLE "actions_actioncloses" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL)
;
CREATE TABLE "actions_actiondependency" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL)
;
CREATE TABLE "actions_duty" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "natural_key" varchar(160) NOT NULL, "kind" varchar(40) NOT NULL, "title" varchar(300) NOT NULL, "detail" varchar(400) NOT NULL, "reference" varchar(80) NOT NULL, "path" varchar(300) NOT NULL, "system_id" uuid NULL, "role" varchar(32) NOT NULL, "due_on" date NULL, "state" varchar(8) NOT NULL, "opened_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "closed_at" timestamp with time zone NULL)
;
CREATE TABLE "actions_forecastsetting" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "system_id" uuid NOT NULL, "pace_low" numeric(5, 2) NOT NULL, "pace_high" numeric(5, 2) NOT NULL, "operation_days" integer NOT NULL CHECK ("operation_days" >= 0), "lead_time_low" integer NOT NULL CHECK ("lead_time_low" >= 0), "lead_time_high" integer NOT NULL CHECK ("lead_time_high" >= 0))
;
CREATE TABLE "actions_milestone" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "system_id" uuid NOT NULL, "kind" varchar(8) NOT NULL, "name" varchar(160) NOT NULL, "on_date" date NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
ALTER TABLE "actions_action" ADD COLUMN "owner_id" uuid NULL
;
ALTER TABLE "actions_actioncloses" ADD COLUMN "action_id" uuid NOT NULL
;
ALTER TABLE "actions_actioncloses" ADD COLUMN "requirement_id" uuid NOT NULL CONSTRAINT "actions_actioncloses_requirement_id_9a77e08a_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "actions_actioncloses_requirement_id_9a77e08a_fk_catalogue" IMMEDIATE
;
ALTER TABLE "actions_actiondependency" ADD COLUMN "action_id" uuid NOT NULL
;
ALTER TABLE "actions_actiondependency" ADD COLUMN "before_id" uuid NOT NULL
;
ALTER TABLE "actions_duty" ADD COLUMN "person_id" uuid NULL
;
ALTER TABLE "actions_forecastsetting" ADD CONSTRAINT "forecast_setting_once" UNIQUE ("organization_id", "system_id")
;
CREATE INDEX "milestone_of_system" ON "actions_milestone" ("organization_id", "system_id", "on_date")
;
CREATE INDEX "action_of_system" ON "actions_action" ("organization_id", "system_id", "state")
;
ALTER TABLE "actions_actioncloses" ADD CONSTRAINT "closes_once" UNIQUE ("organization_id", "action_id", "requirement_id")
;
ALTER TABLE "actions_actiondependency" ADD CONSTRAINT "dependency_once" UNIQUE ("organization_id", "action_id", "before_id")
;
CREATE INDEX "duty_of_person" ON "actions_duty" ("organization_id", "person_id", "state", "due_on")
;
ALTER TABLE "actions_duty" ADD CONSTRAINT "duty_once" UNIQUE ("organization_id", "natural_key")
;
CREATE INDEX "actions_action_owner_id_b42acf84" ON "actions_action" ("owner_id")
;
CREATE INDEX "actions_actioncloses_action_id_0e82499b" ON "actions_actioncloses" ("action_id")
;
CREATE INDEX "actions_actioncloses_requirement_id_9a77e08a" ON "actions_actioncloses" ("requirement_id")
;
CREATE INDEX "actions_actiondependency_action_id_c69901be" ON "actions_actiondependency" ("action_id")
;
CREATE INDEX "actions_actiondependency_before_id_85365d55" ON "actions_actiondependency" ("before_id")
;
CREATE INDEX "actions_duty_person_id_b604063e" ON "actions_duty" ("person_id")
;
ALTER TABLE "actions_action" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "actions_action" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "actions_action" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "actions_action" ADD CONSTRAINT "actions_action_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "actions_action" ADD CONSTRAINT "actions_action_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "actions_action" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "actions_actioncloses" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "actions_actioncloses" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "actions_actioncloses" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "actions_actioncloses" ADD CONSTRAINT "actions_actioncloses_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "actions_actioncloses" ADD CONSTRAINT "actions_actioncloses_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "actions_actioncloses" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "actions_actiondependency" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "actions_actiondependency" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "actions_actiondependency" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "actions_actiondependency" ADD CONSTRAINT "actions_actiondependency_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "actions_actiondependency" ADD CONSTRAINT "actions_actiondependency_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "actions_actiondependency" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "actions_milestone" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "actions_milestone" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "actions_milestone" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "actions_milestone" ADD CONSTRAINT "actions_milestone_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "actions_milestone" ADD CONSTRAINT "actions_milestone_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "actions_milestone" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "actions_forecastsetting" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "actions_forecastsetting" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "actions_forecastsetting" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "actions_forecastsetting" ADD CONSTRAINT "actions_forecastsetting_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "actions_forecastsetting" ADD CONSTRAINT "actions_forecastsetting_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "actions_forecastsetting" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "actions_duty" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "actions_duty" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "actions_duty" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "actions_duty" ADD CONSTRAINT "actions_duty_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "actions_duty" ADD CONSTRAINT "actions_duty_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "actions_duty" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "actions_action" ADD CONSTRAINT "actions_action_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "actions_actioncloses" ADD CONSTRAINT "actions_actioncloses_action_id_fk" FOREIGN KEY (organization_id, "action_id") REFERENCES "actions_action" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "actions_actiondependency" ADD CONSTRAINT "actions_actiondependency_action_id_fk" FOREIGN KEY (organization_id, "action_id") REFERENCES "actions_action" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "actions_actiondependency" ADD CONSTRAINT "actions_actiondependency_before_id_fk" FOREIGN KEY (organization_id, "before_id") REFERENCES "actions_action" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "actions_duty" ADD CONSTRAINT "actions_duty_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE TABLE "actions_forecasted" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "system_id" uuid NOT NULL, "as_of" date NOT NULL, "result" jsonb NOT NULL, CONSTRAINT "forecasted_once" UNIQUE ("organization_id", "system_id"))
;
ALTER TABLE "actions_forecasted" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "actions_forecasted" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "actions_forecasted" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "actions_forecasted" ADD CONSTRAINT "actions_forecasted_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "actions_forecasted" ADD CONSTRAINT "actions_forecasted_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TABLE "systems_interestedparty" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "needs" text NOT NULL, "obligation" boolean NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), CONSTRAINT "party_once" UNIQUE ("organization_id", "fold"))
;
CREATE TABLE "systems_system" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "slug" varchar(60) NOT NULL, "team" text NOT NULL, "why" text NOT NULL, "aims" text NOT NULL, "started_on" date NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "lead_id" uuid NULL, "sponsor_id" uuid NULL)
;
CREATE TABLE "systems_selfdeclaration" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "as_of" date NOT NULL, "statement" text NOT NULL, "standing" jsonb NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "declared_by_id" uuid NOT NULL, "edition_id" uuid NOT NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_scopestatement" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "text" text NOT NULL, "exclusions" text NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "approved_by_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_rhythm" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(60) NOT NULL, "days" integer NOT NULL CHECK ("days" >= 0), "valid_from" date NOT NULL, "valid_until" date NULL, "reason" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "ended_at" timestamp with time zone NULL, "set_by_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_issue" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "text" varchar(400) NOT NULL, "fold" varchar(440) NOT NULL, "side" varchar(8) NOT NULL, "effect" text NOT NULL, "about_climate" boolean NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_appliededition" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "mode" varchar(8) NOT NULL, "target_on" date NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "edition_id" uuid NOT NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_applicability" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "decision" varchar(3) NOT NULL, "reason" text NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "ended_at" timestamp with time zone NULL, "decided_by_id" uuid NULL, "requirement_id" uuid NOT NULL, "system_id" uuid NOT NULL)
;
ALTER TABLE "systems_system" ADD CONSTRAINT "system_slug" UNIQUE ("organization_id", "slug")
;
CREATE INDEX "rhythm_of" ON "systems_rhythm" ("organization_id", "system_id", "name")
;
ALTER TABLE "systems_issue" ADD CONSTRAINT "issue_once" UNIQUE ("organization_id", "system_id", "fold")
;
CREATE UNIQUE INDEX "edition_applied_once" ON "systems_appliededition" ("organization_id", "system_id", "edition_id") WHERE "valid_until" IS NULL
;
CREATE INDEX "applicability_of" ON "systems_applicability" ("organization_id", "system_id", "requirement_id")
;
CREATE INDEX "systems_system_slug_32db47d2" ON "systems_system" ("slug")
;
CREATE INDEX "systems_system_slug_32db47d2_like" ON "systems_system" ("slug" varchar_pattern_ops)
;
CREATE INDEX "systems_system_lead_id_58831132" ON "systems_system" ("lead_id")
;
CREATE INDEX "systems_system_sponsor_id_ed5a963a" ON "systems_system" ("sponsor_id")
;
ALTER TABLE "systems_selfdeclaration" ADD CONSTRAINT "systems_selfdeclarat_edition_id_05a26581_fk_catalogue" FOREIGN KEY ("edition_id") REFERENCES "catalogue_edition" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "systems_selfdeclaration_declared_by_id_2718773a" ON "systems_selfdeclaration" ("declared_by_id")
;
CREATE INDEX "systems_selfdeclaration_edition_id_05a26581" ON "systems_selfdeclaration" ("edition_id")
;
CREATE INDEX "systems_selfdeclaration_system_id_128bd5bf" ON "systems_selfdeclaration" ("system_id")
;
CREATE INDEX "systems_scopestatement_approved_by_id_1bdf9896" ON "systems_scopestatement" ("approved_by_id")
;
CREATE INDEX "systems_scopestatement_system_id_b2e13fad" ON "systems_scopestatement" ("system_id")
;
CREATE INDEX "systems_rhythm_set_by_id_b7a78847" ON "systems_rhythm" ("set_by_id")
;
CREATE INDEX "systems_rhythm_system_id_52bbf1cc" ON "systems_rhythm" ("system_id")
;
CREATE INDEX "systems_issue_system_id_b96e87fb" ON "systems_issue" ("system_id")
;
ALTER TABLE "systems_appliededition" ADD CONSTRAINT "systems_appliedediti_edition_id_810a18eb_fk_catalogue" FOREIGN KEY ("edition_id") REFERENCES "catalogue_edition" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "systems_appliededition_edition_id_810a18eb" ON "systems_appliededition" ("edition_id")
;
CREATE INDEX "systems_appliededition_system_id_3af845e2" ON "systems_appliededition" ("system_id")
;
ALTER TABLE "systems_applicability" ADD CONSTRAINT "systems_applicabilit_requirement_id_6067d371_fk_catalogue" FOREIGN KEY ("requirement_id") REFERENCES "catalogue_requirement" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "systems_applicability_decided_by_id_c5c021ec" ON "systems_applicability" ("decided_by_id")
;
CREATE INDEX "systems_applicability_requirement_id_6067d371" ON "systems_applicability" ("requirement_id")
;
CREATE INDEX "systems_applicability_system_id_38721d88" ON "systems_applicability" ("system_id")
;
ALTER TABLE "systems_system" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_system" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_system" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_system" ADD CONSTRAINT "systems_system_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_system" ADD CONSTRAINT "systems_system_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_system" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_appliededition" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_appliededition" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_appliededition" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_appliededition" ADD CONSTRAINT "systems_appliededition_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_appliededition" ADD CONSTRAINT "systems_appliededition_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_appliededition" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_scopestatement" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_scopestatement" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_scopestatement" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_scopestatement" ADD CONSTRAINT "systems_scopestatement_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_scopestatement" ADD CONSTRAINT "systems_scopestatement_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_scopestatement" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_applicability" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_applicability" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_applicability" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_applicability" ADD CONSTRAINT "systems_applicability_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_applicability" ADD CONSTRAINT "systems_applicability_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_applicability" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_rhythm" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_rhythm" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_rhythm" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_rhythm" ADD CONSTRAINT "systems_rhythm_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_rhythm" ADD CONSTRAINT "systems_rhythm_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_rhythm" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_issue" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_issue" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_issue" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_issue" ADD CONSTRAINT "systems_issue_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_issue" ADD CONSTRAINT "systems_issue_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_issue" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_interestedparty" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_interestedparty" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_interestedparty" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_interestedparty" ADD CONSTRAINT "systems_interestedparty_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_interestedparty" ADD CONSTRAINT "systems_interestedparty_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_interestedparty" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_selfdeclaration" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_selfdeclaration" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_selfdeclaration" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_selfdeclaration" ADD CONSTRAINT "systems_selfdeclaration_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_selfdeclaration" ADD CONSTRAINT "systems_selfdeclaration_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "systems_selfdeclaration" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_selfdeclaration" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_system" ADD CONSTRAINT "systems_system_lead_id_fk" FOREIGN KEY (organization_id, "lead_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_system" ADD CONSTRAINT "systems_system_sponsor_id_fk" FOREIGN KEY (organization_id, "sponsor_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_appliededition" ADD CONSTRAINT "systems_appliededition_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_scopestatement" ADD CONSTRAINT "systems_scopestatement_approved_by_id_fk" FOREIGN KEY (organization_id, "approved_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_scopestatement" ADD CONSTRAINT "systems_scopestatement_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_applicability" ADD CONSTRAINT "systems_applicability_decided_by_id_fk" FOREIGN KEY (organization_id, "decided_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_applicability" ADD CONSTRAINT "systems_applicability_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_rhythm" ADD CONSTRAINT "systems_rhythm_set_by_id_fk" FOREIGN KEY (organization_id, "set_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_rhythm" ADD CONSTRAINT "systems_rhythm_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_issue" ADD CONSTRAINT "systems_issue_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_selfdeclaration" ADD CONSTRAINT "systems_selfdeclaration_declared_by_id_fk" FOREIGN KEY (organization_id, "declared_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_selfdeclaration" ADD CONSTRAINT "systems_selfdeclaration_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "organization_seal" ADD COLUMN "leaves" bytea DEFAULT '\x'::bytea NOT NULL
;
ALTER TABLE "organization_seal" ALTER COLUMN "leaves" DROP DEFAULT
;
CREATE TABLE "organization_engagementdraft" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "counterpart_name" varchar(200) NOT NULL, "counterpart_is" varchar(8) NOT NULL, "subject" varchar(200) NOT NULL, "terms" text NOT NULL, "sent_as" uuid NULL, "created_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "counterpart_id" uuid NOT NULL)
;
CREATE TABLE "organization_engagement" ("id" uuid NOT NULL PRIMARY KEY, "client_name" varchar(200) NOT NULL, "provider_name" varchar(200) NOT NULL, "subject" varchar(200) NOT NULL, "terms" text NOT NULL, "state" varchar(8) NOT NULL, "sent_by_organization_id" uuid NOT NULL, "sent_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "answered_at" timestamp with time zone NULL, "ended_at" timestamp with time zone NULL, "client_id" uuid NOT NULL, "provider_id" uuid NOT NULL, CONSTRAINT "engagement_two_parties" CHECK (NOT ("client_id" = ("provider_id"))), CONSTRAINT "engagement_sent_by_a_party" CHECK (("sent_by_organization_id" = ("client_id") OR "sent_by_organization_id" = ("provider_id"))))
;
CREATE TABLE "organization_grant" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kinds" jsonb NOT NULL, "reason" varchar(300) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NOT NULL, "revoked_at" timestamp with time zone NULL, "created_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "granted_by_id" uuid NULL, "user_id" uuid NOT NULL)
;
ALTER TABLE "organization_engagementdraft" ADD CONSTRAINT "organization_engagem_counterpart_id_b2230c8f_fk_organizat" FOREIGN KEY ("counterpart_id") REFERENCES "organization_organization" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_engagementdraft_counterpart_id_b2230c8f" ON "organization_engagementdraft" ("counterpart_id")
;
ALTER TABLE "organization_engagement" ADD CONSTRAINT "organization_engagem_client_id_f005a54b_fk_organizat" FOREIGN KEY ("client_id") REFERENCES "organization_organization" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "organization_engagement" ADD CONSTRAINT "organization_engagem_provider_id_3eb5e8ca_fk_organizat" FOREIGN KEY ("provider_id") REFERENCES "organization_organization" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_engagement_client_id_f005a54b" ON "organization_engagement" ("client_id")
;
CREATE INDEX "organization_engagement_provider_id_3eb5e8ca" ON "organization_engagement" ("provider_id")
;
CREATE INDEX "engagement_client" ON "organization_engagement" ("client_id", "sent_at" DESC)
;
CREATE INDEX "engagement_provider" ON "organization_engagement" ("provider_id", "sent_at" DESC)
;
ALTER TABLE "organization_grant" ADD CONSTRAINT "organization_grant_user_id_49b28e14_fk_organization_user_id" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_grant_granted_by_id_206107c1" ON "organization_grant" ("granted_by_id")
;
CREATE INDEX "organization_grant_user_id_49b28e14" ON "organization_grant" ("user_id")
;
CREATE INDEX "grant_user" ON "organization_grant" ("user_id")
;
CREATE TABLE "evidence_claim" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "source" varchar(60) NOT NULL, "key" varchar(120) NOT NULL, "kind" varchar(80) NOT NULL, "code" varchar(120) NOT NULL, "subject_kind" varchar(40) NOT NULL, "subject_ref" varchar(80) NOT NULL, "stance" smallint NOT NULL, "grade" varchar(12) NOT NULL, "facets" jsonb NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "collected_at" timestamp with time zone NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "filed_by" varchar(80) NOT NULL, "rationale" text NOT NULL, "digest" varchar(64) NOT NULL)
;
CREATE TABLE "evidence_claimbasis" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "reference" varchar(120) NOT NULL, "digest" varchar(64) NOT NULL)
;
CREATE TABLE "evidence_claimend" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "how" varchar(16) NOT NULL, "on_date" date NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by" varchar(80) NOT NULL, "reason" text NOT NULL)
;
CREATE TABLE "evidence_item" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "sha256" varchar(64) NOT NULL, "name" varchar(300) NOT NULL, "media_type" varchar(120) NOT NULL, "size" bigint NOT NULL CHECK ("size" >= 0), "stored_as" varchar(200) NOT NULL, "collected_on" date NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "disposed_at" timestamp with time zone NULL)
;
CREATE TABLE "evidence_record" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "word" varchar(80) NOT NULL, "subject_kind" varchar(40) NOT NULL, "subject_ref" varchar(80) NOT NULL, "happened_on" date NOT NULL, "valid_until" date NULL, "facets" jsonb NOT NULL, "statement" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "ended_how" varchar(16) NOT NULL, "ended_on" date NULL, "ended_reason" text NOT NULL, "examined_on" date NULL)
;
CREATE TABLE "evidence_subject" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(40) NOT NULL, "ref" varchar(80) NOT NULL, "name" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "facets" jsonb NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "origin" varchar(40) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "superseded_at" timestamp with time zone NULL)
;
ALTER TABLE "evidence_claim" ADD COLUMN "system_id" uuid NULL
;
ALTER TABLE "evidence_claim" ADD COLUMN "topic_id" uuid NULL CONSTRAINT "evidence_claim_topic_id_9a62d0dc_fk_catalogue_topic_id" REFERENCES "catalogue_topic"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "evidence_claim_topic_id_9a62d0dc_fk_catalogue_topic_id" IMMEDIATE
;
ALTER TABLE "evidence_claimbasis" ADD COLUMN "claim_id" uuid NOT NULL
;
ALTER TABLE "evidence_claimend" ADD COLUMN "claim_id" uuid NOT NULL
;
ALTER TABLE "evidence_item" ADD COLUMN "recorded_by_id" uuid NULL
;
ALTER TABLE "evidence_claim" ADD COLUMN "item_id" uuid NULL
;
ALTER TABLE "evidence_record" ADD COLUMN "ended_by_id" uuid NULL
;
ALTER TABLE "evidence_record" ADD COLUMN "examined_by_id" uuid NULL
;
ALTER TABLE "evidence_record" ADD COLUMN "item_id" uuid NULL
;
ALTER TABLE "evidence_record" ADD COLUMN "performed_by_id" uuid NULL
;
ALTER TABLE "evidence_record" ADD COLUMN "recorded_by_id" uuid NULL
;
ALTER TABLE "evidence_record" ADD COLUMN "requirement_id" uuid NULL CONSTRAINT "evidence_record_requirement_id_76ab6410_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "evidence_record_requirement_id_76ab6410_fk_catalogue" IMMEDIATE
;
ALTER TABLE "evidence_record" ADD COLUMN "system_id" uuid NULL
;
CREATE INDEX "subject_fold" ON "evidence_subject" ("organization_id", "kind", "fold")
;
CREATE UNIQUE INDEX "subject_current_once" ON "evidence_subject" ("organization_id", "kind", "ref") WHERE "superseded_at" IS NULL
;
ALTER TABLE "evidence_claimend" ADD CONSTRAINT "claim_ends_once" UNIQUE ("organization_id", "claim_id")
;
CREATE INDEX "item_recent" ON "evidence_item" ("organization_id", "recorded_at" DESC)
;
ALTER TABLE "evidence_item" ADD CONSTRAINT "item_content_once" UNIQUE ("organization_id", "sha256")
;
CREATE INDEX "claim_of_key" ON "evidence_claim" ("organization_id", "source", "key")
;
CREATE INDEX "claim_of_topic" ON "evidence_claim" ("organization_id", "topic_id")
;
CREATE INDEX "claim_of_kind" ON "evidence_claim" ("organization_id", "kind")
;
CREATE INDEX "record_recent" ON "evidence_record" ("organization_id", "recorded_at" DESC)
;
CREATE INDEX "evidence_claim_system_id_1a47a57b" ON "evidence_claim" ("system_id")
;
CREATE INDEX "evidence_claim_topic_id_9a62d0dc" ON "evidence_claim" ("topic_id")
;
CREATE INDEX "evidence_claimbasis_claim_id_088366ae" ON "evidence_claimbasis" ("claim_id")
;
CREATE INDEX "evidence_claimend_claim_id_083964ef" ON "evidence_claimend" ("claim_id")
;
CREATE INDEX "evidence_item_recorded_by_id_cf4a640a" ON "evidence_item" ("recorded_by_id")
;
CREATE INDEX "evidence_claim_item_id_c9dfe639" ON "evidence_claim" ("item_id")
;
CREATE INDEX "evidence_record_ended_by_id_c4b2b33d" ON "evidence_record" ("ended_by_id")
;
CREATE INDEX "evidence_record_examined_by_id_e6ac91d3" ON "evidence_record" ("examined_by_id")
;
CREATE INDEX "evidence_record_item_id_b2cfc296" ON "evidence_record" ("item_id")
;
CREATE INDEX "evidence_record_performed_by_id_fd5a5507" ON "evidence_record" ("performed_by_id")
;
CREATE INDEX "evidence_record_recorded_by_id_12f3d39f" ON "evidence_record" ("recorded_by_id")
;
CREATE INDEX "evidence_record_requirement_id_76ab6410" ON "evidence_record" ("requirement_id")
;
CREATE INDEX "evidence_record_system_id_985f892e" ON "evidence_record" ("system_id")
;
ALTER TABLE "evidence_item" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "evidence_item" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "evidence_item" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "evidence_item" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "evidence_subject" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "evidence_subject" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "evidence_subject" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "evidence_subject" ADD CONSTRAINT "evidence_subject_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "evidence_subject" ADD CONSTRAINT "evidence_subject_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "evidence_subject" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "evidence_record" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "evidence_record" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "evidence_record" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "evidence_record" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "evidence_claim" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "evidence_claim" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "evidence_claim" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "evidence_claim" ADD CONSTRAINT "evidence_claim_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "evidence_claim" ADD CONSTRAINT "evidence_claim_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "evidence_claim" FROM clauseway_app
;
ALTER TABLE "evidence_claimend" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "evidence_claimend" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "evidence_claimend" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "evidence_claimend" ADD CONSTRAINT "evidence_claimend_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "evidence_claimend" ADD CONSTRAINT "evidence_claimend_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "evidence_claimend" FROM clauseway_app
;
ALTER TABLE "evidence_claimbasis" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "evidence_claimbasis" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "evidence_claimbasis" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "evidence_claimbasis" ADD CONSTRAINT "evidence_claimbasis_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "evidence_claimbasis" ADD CONSTRAINT "evidence_claimbasis_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "evidence_claimbasis" FROM clauseway_app
;
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_recorded_by_id_fk" FOREIGN KEY (organization_id, "recorded_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_ended_by_id_fk" FOREIGN KEY (organization_id, "ended_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_examined_by_id_fk" FOREIGN KEY (organization_id, "examined_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_item_id_fk" FOREIGN KEY (organization_id, "item_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_performed_by_id_fk" FOREIGN KEY (organization_id, "performed_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_recorded_by_id_fk" FOREIGN KEY (organization_id, "recorded_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_record" ADD CONSTRAINT "evidence_record_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_claim" ADD CONSTRAINT "evidence_claim_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_claim" ADD CONSTRAINT "evidence_claim_item_id_fk" FOREIGN KEY (organization_id, "item_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_claimend" ADD CONSTRAINT "evidence_claimend_claim_id_fk" FOREIGN KEY (organization_id, "claim_id") REFERENCES "evidence_claim" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "evidence_claimbasis" ADD CONSTRAINT "evidence_claimbasis_claim_id_fk" FOREIGN KEY (organization_id, "claim_id") REFERENCES "evidence_claim" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE TABLE "documents_document" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "title" varchar(300) NOT NULL, "fold" varchar(340) NOT NULL, "name" varchar(300) NOT NULL, "state" varchar(12) NOT NULL, "reasons" jsonb NOT NULL, "approved_as" varchar(200) NOT NULL, "approved_on" date NULL, "effective_from" date NULL, "effective_until" date NULL, "reviewed_on" date NULL, "words" integer NOT NULL CHECK ("words" >= 0), "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
CREATE TABLE "documents_drop" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(300) NOT NULL, "state" varchar(8) NOT NULL, "total" integer NOT NULL CHECK ("total" >= 0), "done" integer NOT NULL CHECK ("done" >= 0), "problems" jsonb NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "finished_at" timestamp with time zone NULL)
;
CREATE TABLE "documents_dropfile" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(300) NOT NULL, "stored_as" varchar(200) NOT NULL, "size" bigint NOT NULL CHECK ("size" >= 0), "state" varchar(10) NOT NULL, "problem" jsonb NOT NULL)
;
CREATE TABLE "documents_passage" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "position" integer NOT NULL CHECK ("position" >= 0), "heading" varchar(400) NOT NULL, "text" text NOT NULL)
;
CREATE TABLE "documents_suggestion" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "score" double precision NOT NULL, "strength" varchar(8) NOT NULL, "matched" jsonb NOT NULL, "state" varchar(10) NOT NULL, "decided_on" date NULL, "decided_at" timestamp with time zone NULL)
;
ALTER TABLE "documents_document" ADD COLUMN "approved_by_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "author_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "item_id" uuid NOT NULL
;
ALTER TABLE "documents_document" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "documents_drop" ADD COLUMN "started_by_id" uuid NULL
;
ALTER TABLE "documents_drop" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "documents_dropfile" ADD COLUMN "document_id" uuid NULL
;
ALTER TABLE "documents_dropfile" ADD COLUMN "drop_id" uuid NOT NULL
;
ALTER TABLE "documents_passage" ADD COLUMN "document_id" uuid NOT NULL
;
ALTER TABLE "documents_suggestion" ADD COLUMN "decided_by_id" uuid NULL
;
ALTER TABLE "documents_suggestion" ADD COLUMN "document_id" uuid NOT NULL
;
ALTER TABLE "documents_suggestion" ADD COLUMN "passage_id" uuid NOT NULL
;
ALTER TABLE "documents_suggestion" ADD COLUMN "requirement_id" uuid NOT NULL CONSTRAINT "documents_suggestion_requirement_id_b4c8477c_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "documents_suggestion_requirement_id_b4c8477c_fk_catalogue" IMMEDIATE
;
ALTER TABLE "documents_suggestion" ADD COLUMN "system_id" uuid NOT NULL
;
CREATE INDEX "document_fold" ON "documents_document" ("organization_id", "system_id", "fold")
;
CREATE INDEX "passage_order" ON "documents_passage" ("organization_id", "document_id", "position")
;
CREATE INDEX "suggestion_of_requirement" ON "documents_suggestion" ("organization_id", "system_id", "requirement_id")
;
CREATE INDEX "suggestion_queue" ON "documents_suggestion" ("organization_id", "system_id", "state", "score" DESC)
;
ALTER TABLE "documents_suggestion" ADD CONSTRAINT "suggestion_once" UNIQUE ("organization_id", "passage_id", "requirement_id")
;
CREATE INDEX "documents_document_approved_by_id_cab89aac" ON "documents_document" ("approved_by_id")
;
CREATE INDEX "documents_document_author_id_6440570b" ON "documents_document" ("author_id")
;
CREATE INDEX "documents_document_item_id_8b66254d" ON "documents_document" ("item_id")
;
CREATE INDEX "documents_document_system_id_6059dacc" ON "documents_document" ("system_id")
;
CREATE INDEX "documents_drop_started_by_id_bf1e4f3f" ON "documents_drop" ("started_by_id")
;
CREATE INDEX "documents_drop_system_id_43242eb0" ON "documents_drop" ("system_id")
;
CREATE INDEX "documents_dropfile_document_id_2656cf89" ON "documents_dropfile" ("document_id")
;
CREATE INDEX "documents_dropfile_drop_id_63b78506" ON "documents_dropfile" ("drop_id")
;
CREATE INDEX "documents_passage_document_id_c4614cba" ON "documents_passage" ("document_id")
;
CREATE INDEX "documents_suggestion_decided_by_id_9ee70a9e" ON "documents_suggestion" ("decided_by_id")
;
CREATE INDEX "documents_suggestion_document_id_3642fe2a" ON "documents_suggestion" ("document_id")
;
CREATE INDEX "documents_suggestion_passage_id_2973ae44" ON "documents_suggestion" ("passage_id")
;
CREATE INDEX "documents_suggestion_requirement_id_b4c8477c" ON "documents_suggestion" ("requirement_id")
;
CREATE INDEX "documents_suggestion_system_id_ad16e21d" ON "documents_suggestion" ("system_id")
;
ALTER TABLE "documents_drop" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_drop" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_drop" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_drop" ADD CONSTRAINT "documents_drop_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_drop" ADD CONSTRAINT "documents_drop_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "documents_dropfile" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_dropfile" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_dropfile" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_dropfile" ADD CONSTRAINT "documents_dropfile_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_dropfile" ADD CONSTRAINT "documents_dropfile_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "documents_document" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_document" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_document" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_document" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_passage" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_passage" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_passage" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_passage" ADD CONSTRAINT "documents_passage_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_passage" ADD CONSTRAINT "documents_passage_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "documents_suggestion" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_suggestion" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_suggestion" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_suggestion" ADD CONSTRAINT "documents_suggestion_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_suggestion" ADD CONSTRAINT "documents_suggestion_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_suggestion" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_drop" ADD CONSTRAINT "documents_drop_started_by_id_fk" FOREIGN KEY (organization_id, "started_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_drop" ADD CONSTRAINT "documents_drop_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_dropfile" ADD CONSTRAINT "documents_dropfile_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_dropfile" ADD CONSTRAINT "documents_dropfile_drop_id_fk" FOREIGN KEY (organization_id, "drop_id") REFERENCES "documents_drop" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_approved_by_id_fk" FOREIGN KEY (organization_id, "approved_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_author_id_fk" FOREIGN KEY (organization_id, "author_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_item_id_fk" FOREIGN KEY (organization_id, "item_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_passage" ADD CONSTRAINT "documents_passage_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_suggestion" ADD CONSTRAINT "documents_suggestion_decided_by_id_fk" FOREIGN KEY (organization_id, "decided_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_suggestion" ADD CONSTRAINT "documents_suggestion_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_suggestion" ADD CONSTRAINT "documents_suggestion_passage_id_fk" FOREIGN KEY (organization_id, "passage_id") REFERENCES "documents_passage" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_suggestion" ADD CONSTRAINT "documents_suggestion_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE TABLE "conformity_judgement" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "answer" varchar(8) NOT NULL, "rationale" text NOT NULL, "basis" jsonb NOT NULL, "declared" boolean NOT NULL, "judged_on" date NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "ended_at" timestamp with time zone NULL, "ended_on" date NULL, "ended_how" varchar(16) NOT NULL)
;
CREATE TABLE "conformity_question" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "round" uuid NOT NULL, "text" text NOT NULL, "due_on" date NULL, "asked_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "answer" text NOT NULL, "answered_at" timestamp with time zone NULL)
;
CREATE TABLE "conformity_standing" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "day" date NOT NULL, "counts" jsonb NOT NULL)
;
CREATE TABLE "conformity_verdict" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "as_of" date NOT NULL, "known_at" timestamp with time zone NOT NULL, "answer" varchar(16) NOT NULL, "facets" jsonb NOT NULL, "reasons" jsonb NOT NULL, "next_change_on" date NULL, "digest" varchar(64) NOT NULL, "ruleset" varchar(16) NOT NULL, "pack_digest" varchar(64) NOT NULL)
;
CREATE TABLE "conformity_verdictnow" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "sort_key" varchar(80) NOT NULL, "answer" varchar(16) NOT NULL, "facets" jsonb NOT NULL, "reasons" jsonb NOT NULL, "grade" varchar(12) NOT NULL, "blocks" varchar(8) NOT NULL, "as_of" date NOT NULL, "next_change_on" date NULL, "digest" varchar(64) NOT NULL, "judged_at" timestamp with time zone NOT NULL, "stale" boolean NOT NULL)
;
CREATE TABLE "conformity_walk" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "note" text NOT NULL, "walked_at" timestamp with time zone NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
ALTER TABLE "conformity_judgement" ADD COLUMN "by_id" uuid NOT NULL
;
ALTER TABLE "conformity_judgement" ADD COLUMN "requirement_id" uuid NOT NULL CONSTRAINT "conformity_judgement_requirement_id_334cc723_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "conformity_judgement_requirement_id_334cc723_fk_catalogue" IMMEDIATE
;
ALTER TABLE "conformity_judgement" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "conformity_question" ADD COLUMN "asked_by_id" uuid NULL
;
ALTER TABLE "conformity_question" ADD COLUMN "asked_of_id" uuid NOT NULL
;
ALTER TABLE "conformity_question" ADD COLUMN "item_id" uuid NULL
;
ALTER TABLE "conformity_question" ADD COLUMN "requirement_id" uuid NOT NULL CONSTRAINT "conformity_question_requirement_id_c057c789_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "conformity_question_requirement_id_c057c789_fk_catalogue" IMMEDIATE
;
ALTER TABLE "conformity_question" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "conformity_standing" ADD COLUMN "edition_id" uuid NOT NULL CONSTRAINT "conformity_standing_edition_id_5a33a672_fk_catalogue_edition_id" REFERENCES "catalogue_edition"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "conformity_standing_edition_id_5a33a672_fk_catalogue_edition_id" IMMEDIATE
;
ALTER TABLE "conformity_standing" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "conformity_verdict" ADD COLUMN "requirement_id" uuid NOT NULL CONSTRAINT "conformity_verdict_requirement_id_3ea9af84_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "conformity_verdict_requirement_id_3ea9af84_fk_catalogue" IMMEDIATE
;
ALTER TABLE "conformity_verdict" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "conformity_verdictnow" ADD COLUMN "edition_id" uuid NOT NULL CONSTRAINT "conformity_verdictno_edition_id_e2638fab_fk_catalogue" REFERENCES "catalogue_edition"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "conformity_verdictno_edition_id_e2638fab_fk_catalogue" IMMEDIATE
;
ALTER TABLE "conformity_verdictnow" ADD COLUMN "requirement_id" uuid NOT NULL CONSTRAINT "conformity_verdictno_requirement_id_6dfc9f99_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "conformity_verdictno_requirement_id_6dfc9f99_fk_catalogue" IMMEDIATE
;
ALTER TABLE "conformity_verdictnow" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "conformity_walk" ADD COLUMN "requirement_id" uuid NOT NULL CONSTRAINT "conformity_walk_requirement_id_d947622b_fk_catalogue" REFERENCES "catalogue_requirement"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "conformity_walk_requirement_id_d947622b_fk_catalogue" IMMEDIATE
;
ALTER TABLE "conformity_walk" ADD COLUMN "system_id" uuid NOT NULL
;
ALTER TABLE "conformity_walk" ADD COLUMN "walked_by_id" uuid NULL
;
CREATE UNIQUE INDEX "judgement_current_once" ON "conformity_judgement" ("organization_id", "system_id", "requirement_id") WHERE "ended_at" IS NULL
;
CREATE INDEX "question_of" ON "conformity_question" ("organization_id", "system_id", "requirement_id")
;
ALTER TABLE "conformity_standing" ADD CONSTRAINT "standing_day" UNIQUE ("organization_id", "system_id", "edition_id", "day")
;
CREATE INDEX "verdict_history" ON "conformity_verdict" ("organization_id", "system_id", "requirement_id", "known_at" DESC)
;
CREATE INDEX "verdict_now_order" ON "conformity_verdictnow" ("organization_id", "system_id", "edition_id", "sort_key")
;
CREATE INDEX "verdict_now_answer" ON "conformity_verdictnow" ("organization_id", "system_id", "answer")
;
ALTER TABLE "conformity_verdictnow" ADD CONSTRAINT "verdict_now_once" UNIQUE ("organization_id", "system_id", "requirement_id")
;
ALTER TABLE "conformity_walk" ADD CONSTRAINT "walk_once" UNIQUE ("organization_id", "system_id", "requirement_id")
;
CREATE INDEX "conformity_judgement_by_id_846eb646" ON "conformity_judgement" ("by_id")
;
CREATE INDEX "conformity_judgement_requirement_id_334cc723" ON "conformity_judgement" ("requirement_id")
;
CREATE INDEX "conformity_judgement_system_id_24ff04b5" ON "conformity_judgement" ("system_id")
;
CREATE INDEX "conformity_question_asked_by_id_4fb458d2" ON "conformity_question" ("asked_by_id")
;
CREATE INDEX "conformity_question_asked_of_id_2790174d" ON "conformity_question" ("asked_of_id")
;
CREATE INDEX "conformity_question_item_id_5106df71" ON "conformity_question" ("item_id")
;
CREATE INDEX "conformity_question_requirement_id_c057c789" ON "conformity_question" ("requirement_id")
;
CREATE INDEX "conformity_question_system_id_0fd2c248" ON "conformity_question" ("system_id")
;
CREATE INDEX "conformity_standing_edition_id_5a33a672" ON "conformity_standing" ("edition_id")
;
CREATE INDEX "conformity_standing_system_id_10c5cd74" ON "conformity_standing" ("system_id")
;
CREATE INDEX "conformity_verdict_requirement_id_3ea9af84" ON "conformity_verdict" ("requirement_id")
;
CREATE INDEX "conformity_verdict_system_id_070c0844" ON "conformity_verdict" ("system_id")
;
CREATE INDEX "conformity_verdictnow_edition_id_e2638fab" ON "conformity_verdictnow" ("edition_id")
;
CREATE INDEX "conformity_verdictnow_requirement_id_6dfc9f99" ON "conformity_verdictnow" ("requirement_id")
;
CREATE INDEX "conformity_verdictnow_system_id_a469a647" ON "conformity_verdictnow" ("system_id")
;
CREATE INDEX "conformity_walk_requirement_id_d947622b" ON "conformity_walk" ("requirement_id")
;
CREATE INDEX "conformity_walk_system_id_08266319" ON "conformity_walk" ("system_id")
;
CREATE INDEX "conformity_walk_walked_by_id_50086820" ON "conformity_walk" ("walked_by_id")
;
ALTER TABLE "conformity_verdictnow" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "conformity_verdictnow" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "conformity_verdictnow" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "conformity_verdictnow" ADD CONSTRAINT "conformity_verdictnow_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "conformity_verdictnow" ADD CONSTRAINT "conformity_verdictnow_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "conformity_verdict" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "conformity_verdict" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "conformity_verdict" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "conformity_verdict" ADD CONSTRAINT "conformity_verdict_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "conformity_verdict" ADD CONSTRAINT "conformity_verdict_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "conformity_verdict" FROM clauseway_app
;
ALTER TABLE "conformity_standing" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "conformity_standing" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "conformity_standing" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "conformity_standing" ADD CONSTRAINT "conformity_standing_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "conformity_standing" ADD CONSTRAINT "conformity_standing_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "conformity_judgement" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "conformity_judgement" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "conformity_judgement" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "conformity_judgement" ADD CONSTRAINT "conformity_judgement_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "conformity_judgement" ADD CONSTRAINT "conformity_judgement_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "conformity_judgement" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "conformity_walk" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "conformity_walk" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "conformity_walk" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "conformity_walk" ADD CONSTRAINT "conformity_walk_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "conformity_walk" ADD CONSTRAINT "conformity_walk_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "conformity_walk" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "conformity_question" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "conformity_question" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "conformity_question" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "conformity_question" ADD CONSTRAINT "conformity_question_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "conformity_question" ADD CONSTRAINT "conformity_question_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "conformity_question" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "conformity_verdictnow" ADD CONSTRAINT "conformity_verdictnow_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_verdict" ADD CONSTRAINT "conformity_verdict_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_standing" ADD CONSTRAINT "conformity_standing_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_judgement" ADD CONSTRAINT "conformity_judgement_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_judgement" ADD CONSTRAINT "conformity_judgement_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_walk" ADD CONSTRAINT "conformity_walk_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_walk" ADD CONSTRAINT "conformity_walk_walked_by_id_fk" FOREIGN KEY (organization_id, "walked_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_question" ADD CONSTRAINT "conformity_question_asked_by_id_fk" FOREIGN KEY (organization_id, "asked_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_question" ADD CONSTRAINT "conformity_question_asked_of_id_fk" FOREIGN KEY (organization_id, "asked_of_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_question" ADD CONSTRAINT "conformity_question_item_id_fk" FOREIGN KEY (organization_id, "item_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_question" ADD CONSTRAINT "conformity_question_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of catalogue.0002_tenancy 0
;
-- statement of catalogue.0002_tenancy 1
;
-- statement of catalogue.0002_tenancy 2
;
-- statement of catalogue.0002_tenancy 3
;
-- statement of catalogue.0002_tenancy 4
;
-- statement of catalogue.0002_tenancy 5
;
-- statement of catalogue.0002_tenancy 6
;
-- statement of catalogue.0002_tenancy 7
;
-- statement of catalogue.0002_tenancy 8
;
-- statement of catalogue.0002_tenancy 9
;
-- statement of catalogue.0002_tenancy 10
;
-- statement of catalogue.0002_tenancy 11
;
-- statement of catalogue.0002_tenancy 12
;
-- statement of catalogue.0002_tenancy 13
;
-- statement of catalogue.0002_tenancy 14
;
-- statement of organization.0004_doors 0
;
ALTER TABLE "organization_grant" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_grant" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_grant" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_grant" ADD CONSTRAINT "organization_grant_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_grant" ADD CONSTRAINT "organization_grant_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_grant" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_engagementdraft" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_engagementdraft" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_engagementdraft" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_engagementdraft" ADD CONSTRAINT "organization_engagementdraft_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_engagementdraft" ADD CONSTRAINT "organization_engagementdraft_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_engagementdraft" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_grant" ADD CONSTRAINT "organization_grant_granted_by_id_fk" FOREIGN KEY (organization_id, "granted_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of organization.0004_doors 2
;
-- statement of organization.0004_doors 3
;
-- statement of organization.0004_doors 4
;
-- statement of organization.0004_doors 5
;
-- statement of organization.0004_doors 6
;
-- statement of catalogue.0003_requirement_topics 0
;
-- statement of catalogue.0003_requirement_topics 1
;
-- statement of catalogue.0003_requirement_topics 2
;
-- statement of catalogue.0004_own_packs 0
;
-- statement of catalogue.0004_own_packs 1
;
-- statement of catalogue.0004_own_packs 2
;
-- statement of catalogue.0004_own_packs 3
;
-- statement of catalogue.0004_own_packs 4
;
-- statement of catalogue.0004_own_packs 5
;
-- statement of catalogue.0004_own_packs 6
;
-- statement of catalogue.0004_own_packs 7
;
-- statement of catalogue.0004_own_packs 8
;
CREATE TABLE "conformity_report" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "format" varchar(4) NOT NULL, "as_of" date NOT NULL, "known_at" timestamp with time zone NULL, "language" varchar(12) NOT NULL, "state" varchar(8) NOT NULL, "problem" varchar(300) NOT NULL, "stored_as" varchar(200) NOT NULL, "size" integer NOT NULL CHECK ("size" >= 0), "asked_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "finished_at" timestamp with time zone NULL, "asked_by_id" uuid NULL, "system_id" uuid NOT NULL)
;
ALTER TABLE "conformity_report" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "conformity_report" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "conformity_report" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "conformity_report" ADD CONSTRAINT "conformity_report_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "conformity_report" ADD CONSTRAINT "conformity_report_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "conformity_report" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "conformity_report" ADD CONSTRAINT "conformity_report_asked_by_id_fk" FOREIGN KEY (organization_id, "asked_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "conformity_report" ADD CONSTRAINT "conformity_report_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "conformity_report_asked_by_id_bee5fa4e" ON "conformity_report" ("asked_by_id")
;
CREATE INDEX "conformity_report_system_id_3a77284f" ON "conformity_report" ("system_id")
;
CREATE INDEX "report_recent" ON "conformity_report" ("organization_id", "system_id", "asked_at" DESC)
;
ALTER TABLE "conformity_judgement" ADD COLUMN "carried_from_id" uuid NULL
;
-- statement of conformity.0005_carried_judgements 1
;
CREATE INDEX "conformity_judgement_carried_from_id_90236b4c" ON "conformity_judgement" ("carried_from_id")
;
-- statement of conformity.0006_first_reasons 0
;
-- statement of organization.0005_arriving 0
;
ALTER TABLE "systems_applicability" ADD COLUMN "carried_from_id" uuid NULL
;
CREATE TABLE "systems_transition" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "state" varchar(10) NOT NULL, "target_on" date NULL, "started_on" date NOT NULL, "carried_on" date NULL, "ended_on" date NULL, "reason" text NOT NULL, "planned" jsonb NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "ended_by_id" uuid NULL, "new_id" uuid NOT NULL, "old_id" uuid NOT NULL, "started_by_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_carried" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "strength" varchar(8) NOT NULL, "provenance" varchar(300) NOT NULL, "confidence" varchar(8) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "new_id" uuid NOT NULL, "old_id" uuid NOT NULL, "system_id" uuid NOT NULL, "transition_id" uuid NOT NULL)
;
CREATE UNIQUE INDEX "transition_running_once" ON "systems_transition" ("organization_id", "system_id", "new_id") WHERE "state" = 'running'
;
CREATE UNIQUE INDEX "carried_once" ON "systems_carried" ("organization_id", "system_id", "old_id", "new_id") WHERE "valid_until" IS NULL
;
ALTER TABLE "systems_transition" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_transition" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_transition" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_transition" ADD CONSTRAINT "systems_transition_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_transition" ADD CONSTRAINT "systems_transition_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_transition" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_carried" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_carried" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_carried" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_carried" ADD CONSTRAINT "systems_carried_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_carried" ADD CONSTRAINT "systems_carried_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_carried" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_transition" ADD CONSTRAINT "systems_transition_ended_by_id_fk" FOREIGN KEY (organization_id, "ended_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_transition" ADD CONSTRAINT "systems_transition_started_by_id_fk" FOREIGN KEY (organization_id, "started_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_transition" ADD CONSTRAINT "systems_transition_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_carried" ADD CONSTRAINT "systems_carried_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_carried" ADD CONSTRAINT "systems_carried_transition_id_fk" FOREIGN KEY (organization_id, "transition_id") REFERENCES "systems_transition" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of systems.0003_transitions 6
;
CREATE INDEX "systems_applicability_carried_from_id_f62be2f6" ON "systems_applicability" ("carried_from_id")
;
ALTER TABLE "systems_transition" ADD CONSTRAINT "systems_transition_new_id_30225530_fk_catalogue_edition_id" FOREIGN KEY ("new_id") REFERENCES "catalogue_edition" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_transition" ADD CONSTRAINT "systems_transition_old_id_f746df94_fk_catalogue_edition_id" FOREIGN KEY ("old_id") REFERENCES "catalogue_edition" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "systems_transition_ended_by_id_53c91627" ON "systems_transition" ("ended_by_id")
;
CREATE INDEX "systems_transition_new_id_30225530" ON "systems_transition" ("new_id")
;
CREATE INDEX "systems_transition_old_id_f746df94" ON "systems_transition" ("old_id")
;
CREATE INDEX "systems_transition_started_by_id_e9e905ce" ON "systems_transition" ("started_by_id")
;
CREATE INDEX "systems_transition_system_id_a71cffb3" ON "systems_transition" ("system_id")
;
ALTER TABLE "systems_carried" ADD CONSTRAINT "systems_carried_new_id_208f2986_fk_catalogue_requirement_id" FOREIGN KEY ("new_id") REFERENCES "catalogue_requirement" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_carried" ADD CONSTRAINT "systems_carried_old_id_88cd33f8_fk_catalogue_requirement_id" FOREIGN KEY ("old_id") REFERENCES "catalogue_requirement" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "systems_carried_new_id_208f2986" ON "systems_carried" ("new_id")
;
CREATE INDEX "systems_carried_old_id_88cd33f8" ON "systems_carried" ("old_id")
;
CREATE INDEX "systems_carried_system_id_ce6f43f3" ON "systems_carried" ("system_id")
;
CREATE INDEX "systems_carried_transition_id_6b585b16" ON "systems_carried" ("transition_id")
;
CREATE TABLE "organization_sheetmapping" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "register" varchar(60) NOT NULL, "heads" jsonb NOT NULL, "heads_key" varchar(64) NOT NULL, "mapping" jsonb NOT NULL, "has_head" boolean NOT NULL, "whole" boolean NOT NULL, "last_run_at" timestamp with time zone NOT NULL, "added" integer NOT NULL CHECK ("added" >= 0), "changed" integer NOT NULL CHECK ("changed" >= 0), "ended" integer NOT NULL CHECK ("ended" >= 0), "last_run_by_id" uuid NULL, CONSTRAINT "sheet_mapping_once" UNIQUE ("organization_id", "register", "heads_key"))
;
ALTER TABLE "organization_sheetmapping" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_sheetmapping" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_sheetmapping" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_sheetmapping" ADD CONSTRAINT "organization_sheetmapping_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_sheetmapping" ADD CONSTRAINT "organization_sheetmapping_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_sheetmapping" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_sheetmapping" ADD CONSTRAINT "organization_sheetmapping_last_run_by_id_fk" FOREIGN KEY (organization_id, "last_run_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_sheetmapping_last_run_by_id_27ffeb39" ON "organization_sheetmapping" ("last_run_by_id")
;
-- statement of organization.0007_guests_read_verdicts_and_records 0
;
-- statement of organization.0007_guests_read_verdicts_and_records 1
;
-- statement of organization.0007_guests_read_verdicts_and_records 2
;
-- statement of organization.0007_guests_read_verdicts_and_records 3
;
-- statement of organization.0007_guests_read_verdicts_and_records 4
;
CREATE TABLE "systems_costsetting" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "currency" varchar(3) NOT NULL, "day_low" numeric(14, 2) NOT NULL, "day_likely" numeric(14, 2) NOT NULL, "day_high" numeric(14, 2) NOT NULL, "application" numeric(14, 2) NOT NULL, "yearly" numeric(14, 2) NOT NULL, "travel" numeric(14, 2) NOT NULL, "hour" numeric(14, 2) NOT NULL, "set_on" date NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "set_by_id" uuid NULL, CONSTRAINT "cost_setting_once" UNIQUE ("organization_id"))
;
ALTER TABLE "systems_costsetting" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_costsetting" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_costsetting" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_costsetting" ADD CONSTRAINT "systems_costsetting_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_costsetting" ADD CONSTRAINT "systems_costsetting_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_costsetting" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_costsetting" ADD CONSTRAINT "systems_costsetting_set_by_id_fk" FOREIGN KEY (organization_id, "set_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "systems_costsetting_set_by_id_f6f12c2e" ON "systems_costsetting" ("set_by_id")
;
CREATE TABLE "systems_objective" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "reason" text NOT NULL, "measure" varchar(300) NOT NULL, "unit" varchar(40) NOT NULL, "indicator" uuid NULL, "standards" jsonb NOT NULL, "process_refs" jsonb NOT NULL, "evaluation" text NOT NULL, "defined_on" date NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "owner_id" uuid NULL, "parent_id" uuid NULL)
;
CREATE TABLE "systems_objectivecheckin" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "value" numeric(20, 6) NULL, "from_indicator" boolean NOT NULL, "on_track" boolean NULL, "finding" text NOT NULL, "response" text NOT NULL, "response_due" date NULL, "response_done" date NULL, "withdrawn_on" date NULL, "withdrawn_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "objective_id" uuid NOT NULL, "response_by_id" uuid NULL)
;
CREATE TABLE "systems_objectivestep" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "what" varchar(300) NOT NULL, "resources" varchar(300) NOT NULL, "due_on" date NULL, "done_on" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "objective_id" uuid NOT NULL, "person_id" uuid NULL)
;
CREATE TABLE "systems_objectivetarget" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "direction" varchar(8) NOT NULL, "value" numeric(20, 6) NULL, "due_on" date NOT NULL, "evaluate_by" date NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "reason" varchar(400) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "objective_id" uuid NOT NULL, "set_by_id" uuid NULL)
;
CREATE INDEX "objective_fed_by" ON "systems_objective" ("organization_id", "indicator")
;
ALTER TABLE "systems_objective" ADD CONSTRAINT "objective_once" UNIQUE ("organization_id", "fold")
;
CREATE INDEX "check_in_of_objective" ON "systems_objectivecheckin" ("organization_id", "objective_id", "on")
;
CREATE INDEX "step_of_objective" ON "systems_objectivestep" ("organization_id", "objective_id")
;
CREATE INDEX "target_of_objective" ON "systems_objectivetarget" ("organization_id", "objective_id")
;
CREATE INDEX "systems_objective_owner_id_d1de7e3d" ON "systems_objective" ("owner_id")
;
CREATE INDEX "systems_objective_parent_id_0dcbd880" ON "systems_objective" ("parent_id")
;
CREATE INDEX "systems_objectivecheckin_by_id_8f061bcd" ON "systems_objectivecheckin" ("by_id")
;
CREATE INDEX "systems_objectivecheckin_objective_id_a9251182" ON "systems_objectivecheckin" ("objective_id")
;
CREATE INDEX "systems_objectivecheckin_response_by_id_68ba4a8b" ON "systems_objectivecheckin" ("response_by_id")
;
CREATE INDEX "systems_objectivestep_objective_id_0bc41c32" ON "systems_objectivestep" ("objective_id")
;
CREATE INDEX "systems_objectivestep_person_id_34580da9" ON "systems_objectivestep" ("person_id")
;
CREATE INDEX "systems_objectivetarget_objective_id_cc9b2ca2" ON "systems_objectivetarget" ("objective_id")
;
CREATE INDEX "systems_objectivetarget_set_by_id_3eae6642" ON "systems_objectivetarget" ("set_by_id")
;
ALTER TABLE "systems_objective" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_objective" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_objective" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_objective" ADD CONSTRAINT "systems_objective_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_objective" ADD CONSTRAINT "systems_objective_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_objective" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_objectivetarget" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_objectivetarget" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_objectivetarget" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_objectivetarget" ADD CONSTRAINT "systems_objectivetarget_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_objectivetarget" ADD CONSTRAINT "systems_objectivetarget_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_objectivetarget" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_objectivestep" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_objectivestep" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_objectivestep" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_objectivestep" ADD CONSTRAINT "systems_objectivestep_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_objectivestep" ADD CONSTRAINT "systems_objectivestep_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_objectivestep" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_objectivecheckin" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_objectivecheckin" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_objectivecheckin" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_objectivecheckin" ADD CONSTRAINT "systems_objectivecheckin_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_objectivecheckin" ADD CONSTRAINT "systems_objectivecheckin_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_objectivecheckin" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_objective" ADD CONSTRAINT "systems_objective_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objective" ADD CONSTRAINT "systems_objective_parent_id_fk" FOREIGN KEY (organization_id, "parent_id") REFERENCES "systems_objective" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objectivetarget" ADD CONSTRAINT "systems_objectivetarget_objective_id_fk" FOREIGN KEY (organization_id, "objective_id") REFERENCES "systems_objective" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objectivetarget" ADD CONSTRAINT "systems_objectivetarget_set_by_id_fk" FOREIGN KEY (organization_id, "set_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objectivestep" ADD CONSTRAINT "systems_objectivestep_objective_id_fk" FOREIGN KEY (organization_id, "objective_id") REFERENCES "systems_objective" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objectivestep" ADD CONSTRAINT "systems_objectivestep_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objectivecheckin" ADD CONSTRAINT "systems_objectivecheckin_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objectivecheckin" ADD CONSTRAINT "systems_objectivecheckin_objective_id_fk" FOREIGN KEY (organization_id, "objective_id") REFERENCES "systems_objective" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_objectivecheckin" ADD CONSTRAINT "systems_objectivecheckin_response_by_id_fk" FOREIGN KEY (organization_id, "response_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of systems.0007_objectives_of_the_stocktake 0
;
-- statement of systems.0007_objectives_of_the_stocktake 1
;
CREATE TABLE "systems_benefit" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "title" varchar(200) NOT NULL, "measure" varchar(300) NOT NULL, "unit" varchar(40) NOT NULL, "standard" varchar(60) NOT NULL, "direction" varchar(4) NOT NULL, "baseline" numeric(18, 3) NOT NULL, "target" numeric(18, 3) NOT NULL, "set_on" date NOT NULL, "look_on" date NOT NULL, "found" numeric(18, 3) NULL, "found_on" date NULL, "finding" text NOT NULL, "given_up_on" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "person_id" uuid NULL)
;
CREATE TABLE "systems_interview" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "answers" jsonb NOT NULL, "typed" jsonb NOT NULL, "recommended" jsonb NOT NULL, "answered_on" date NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "answered_by_id" uuid NULL, CONSTRAINT "interview_number_once" UNIQUE ("organization_id", "number"))
;
ALTER TABLE "systems_interview" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_interview" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_interview" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_interview" ADD CONSTRAINT "systems_interview_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_interview" ADD CONSTRAINT "systems_interview_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "systems_interview" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_interview" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_benefit" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_benefit" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_benefit" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_benefit" ADD CONSTRAINT "systems_benefit_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_benefit" ADD CONSTRAINT "systems_benefit_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_benefit" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_interview" ADD CONSTRAINT "systems_interview_answered_by_id_fk" FOREIGN KEY (organization_id, "answered_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_benefit" ADD CONSTRAINT "systems_benefit_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "systems_benefit_person_id_7338ef65" ON "systems_benefit" ("person_id")
;
CREATE INDEX "systems_interview_answered_by_id_5dd75154" ON "systems_interview" ("answered_by_id")
;
CREATE TABLE "systems_obligation" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "kind" varchar(10) NOT NULL, "source" varchar(400) NOT NULL, "jurisdiction" varchar(120) NOT NULL, "asks" text NOT NULL, "sites" jsonb NOT NULL, "processes" jsonb NOT NULL, "met_by" text NOT NULL, "applies" boolean NULL, "decided_on" date NULL, "decided_because" text NOT NULL, "determined_on" date NULL, "answered_on" date NULL, "evaluated_on" date NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "decided_by_id" uuid NULL, "owner_id" uuid NULL, "party_id" uuid NULL)
;
CREATE TABLE "systems_complianceevaluation" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "complies" boolean NOT NULL, "basis" text NOT NULL, "sites" jsonb NOT NULL, "finding" text NOT NULL, "response" text NOT NULL, "response_on" date NULL, "response_due" date NULL, "response_done" date NULL, "withdrawn_on" date NULL, "withdrawn_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "response_by_id" uuid NULL, "obligation_id" uuid NOT NULL)
;
CREATE TABLE "systems_plannedchange" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "purpose" text NOT NULL, "consequences" text NOT NULL, "resources" text NOT NULL, "due_on" date NULL, "approved_on" date NULL, "begun_on" date NULL, "made_on" date NULL, "review_on" date NULL, "reviewed_on" date NULL, "result" varchar(10) NOT NULL, "finding" text NOT NULL, "dropped_because" varchar(300) NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "approved_by_id" uuid NULL, "asked_by_id" uuid NULL, "responsible_id" uuid NULL, "reviewed_by_id" uuid NULL)
;
CREATE INDEX "obligation_evaluated" ON "systems_obligation" ("organization_id", "evaluated_on")
;
ALTER TABLE "systems_obligation" ADD CONSTRAINT "obligation_once" UNIQUE ("organization_id", "fold")
;
CREATE INDEX "evaluation_of" ON "systems_complianceevaluation" ("organization_id", "obligation_id", "on")
;
ALTER TABLE "systems_plannedchange" ADD CONSTRAINT "change_once" UNIQUE ("organization_id", "fold")
;
CREATE INDEX "systems_obligation_decided_by_id_8f92e48e" ON "systems_obligation" ("decided_by_id")
;
CREATE INDEX "systems_obligation_owner_id_5d2269b8" ON "systems_obligation" ("owner_id")
;
CREATE INDEX "systems_obligation_party_id_886d9c85" ON "systems_obligation" ("party_id")
;
CREATE INDEX "systems_complianceevaluation_by_id_6d729e28" ON "systems_complianceevaluation" ("by_id")
;
CREATE INDEX "systems_complianceevaluation_response_by_id_9c9b7d4a" ON "systems_complianceevaluation" ("response_by_id")
;
CREATE INDEX "systems_complianceevaluation_obligation_id_3ceaf13c" ON "systems_complianceevaluation" ("obligation_id")
;
CREATE INDEX "systems_plannedchange_approved_by_id_09961f00" ON "systems_plannedchange" ("approved_by_id")
;
CREATE INDEX "systems_plannedchange_asked_by_id_9b088872" ON "systems_plannedchange" ("asked_by_id")
;
CREATE INDEX "systems_plannedchange_responsible_id_64b66fc2" ON "systems_plannedchange" ("responsible_id")
;
CREATE INDEX "systems_plannedchange_reviewed_by_id_7f837215" ON "systems_plannedchange" ("reviewed_by_id")
;
ALTER TABLE "systems_obligation" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_obligation" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_obligation" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_obligation" ADD CONSTRAINT "systems_obligation_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_obligation" ADD CONSTRAINT "systems_obligation_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_obligation" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_complianceevaluation" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_complianceevaluation" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_complianceevaluation" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_complianceevaluation" ADD CONSTRAINT "systems_complianceevaluation_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_complianceevaluation" ADD CONSTRAINT "systems_complianceevaluation_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_complianceevaluation" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_plannedchange" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_plannedchange" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_plannedchange" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_plannedchange" ADD CONSTRAINT "systems_plannedchange_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_plannedchange" ADD CONSTRAINT "systems_plannedchange_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_plannedchange" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_obligation" ADD CONSTRAINT "systems_obligation_decided_by_id_fk" FOREIGN KEY (organization_id, "decided_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_obligation" ADD CONSTRAINT "systems_obligation_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_obligation" ADD CONSTRAINT "systems_obligation_party_id_fk" FOREIGN KEY (organization_id, "party_id") REFERENCES "systems_interestedparty" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_complianceevaluation" ADD CONSTRAINT "systems_complianceevaluation_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_complianceevaluation" ADD CONSTRAINT "systems_complianceevaluation_response_by_id_fk" FOREIGN KEY (organization_id, "response_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_complianceevaluation" ADD CONSTRAINT "systems_complianceevaluation_obligation_id_fk" FOREIGN KEY (organization_id, "obligation_id") REFERENCES "systems_obligation" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_plannedchange" ADD CONSTRAINT "systems_plannedchange_approved_by_id_fk" FOREIGN KEY (organization_id, "approved_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_plannedchange" ADD CONSTRAINT "systems_plannedchange_asked_by_id_fk" FOREIGN KEY (organization_id, "asked_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_plannedchange" ADD CONSTRAINT "systems_plannedchange_responsible_id_fk" FOREIGN KEY (organization_id, "responsible_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_plannedchange" ADD CONSTRAINT "systems_plannedchange_reviewed_by_id_fk" FOREIGN KEY (organization_id, "reviewed_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of systems.0010_tenancy_of_obligations 1
;
-- statement of systems.0010_tenancy_of_obligations 2
;
-- statement of systems.0010_tenancy_of_obligations 3
;
-- statement of systems.0010_tenancy_of_obligations 4
;
-- statement of organization.0008_desk_of_own_standards 0
;
ALTER TABLE "systems_issue" ADD COLUMN "heading" varchar(14) DEFAULT '' NOT NULL
;
ALTER TABLE "systems_issue" ALTER COLUMN "heading" DROP DEFAULT
;
ALTER TABLE "systems_issue" ADD COLUMN "influence" varchar(8) DEFAULT '' NOT NULL
;
ALTER TABLE "systems_issue" ALTER COLUMN "influence" DROP DEFAULT
;
CREATE TABLE "systems_plannedcommunication" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "what" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "why" text NOT NULL, "when_text" varchar(240) NOT NULL, "days" integer NULL CHECK ("days" >= 0), "side" varchar(8) NOT NULL, "audience" varchar(400) NOT NULL, "how" varchar(400) NOT NULL, "settled_on" date NULL, "last_on" date NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "owner_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_communicationheld" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "note" text NOT NULL, "withdrawn_on" date NULL, "withdrawn_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "line_id" uuid NOT NULL)
;
CREATE TABLE "systems_role" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "authority" text NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), CONSTRAINT "role_once" UNIQUE ("organization_id", "fold"))
;
CREATE TABLE "systems_assignment" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(12) NOT NULL, "ref" varchar(60) NOT NULL, "letter" varchar(1) NOT NULL, "standards" jsonb NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "known_on" date NULL, "known_how" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "person_id" uuid NULL, "system_id" uuid NULL, "role_id" uuid NULL)
;
CREATE TABLE "systems_roleholding" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "person_id" uuid NOT NULL, "role_id" uuid NOT NULL)
;
CREATE TABLE "systems_climatedecision" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "relevant" boolean NOT NULL, "because" text NOT NULL, "on" date NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_contextreview" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "outcome" varchar(10) NOT NULL, "changed" text NOT NULL, "standards" jsonb NOT NULL, "issues" integer NOT NULL CHECK ("issues" >= 0), "parties" integer NOT NULL CHECK ("parties" >= 0), "withdrawn_on" date NULL, "withdrawn_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "systems_partyneed" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "text" varchar(400) NOT NULL, "fold" varchar(440) NOT NULL, "decision" varchar(10) NOT NULL, "because" text NOT NULL, "standards" jsonb NOT NULL, "decided_on" date NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "decided_by_id" uuid NULL, "obligation_id" uuid NULL, "party_id" uuid NOT NULL, CONSTRAINT "need_once" UNIQUE ("organization_id", "party_id", "fold"))
;
CREATE INDEX "communication_last" ON "systems_plannedcommunication" ("organization_id", "system_id", "last_on")
;
ALTER TABLE "systems_plannedcommunication" ADD CONSTRAINT "communication_once" UNIQUE ("organization_id", "system_id", "fold")
;
CREATE INDEX "communication_held_on" ON "systems_communicationheld" ("organization_id", "line_id", "on")
;
CREATE INDEX "assignment_of" ON "systems_assignment" ("organization_id", "kind", "ref")
;
CREATE INDEX "assignment_of_role" ON "systems_assignment" ("organization_id", "role_id")
;
ALTER TABLE "systems_assignment" ADD CONSTRAINT "assigned_to_one" CHECK ((("person_id" IS NULL OR "role_id" IS NULL) AND 1 = (CASE WHEN "person_id" IS NULL THEN 1 ELSE 0 END + CASE WHEN "role_id" IS NULL THEN 1 ELSE 0 END)))
;
CREATE UNIQUE INDEX "role_held_once" ON "systems_roleholding" ("organization_id", "role_id", "person_id") WHERE "valid_until" IS NULL
;
CREATE INDEX "systems_plannedcommunication_owner_id_12fbbfea" ON "systems_plannedcommunication" ("owner_id")
;
CREATE INDEX "systems_plannedcommunication_system_id_e1c1b4c0" ON "systems_plannedcommunication" ("system_id")
;
CREATE INDEX "systems_communicationheld_by_id_fd8144d1" ON "systems_communicationheld" ("by_id")
;
CREATE INDEX "systems_communicationheld_line_id_2bcbce8c" ON "systems_communicationheld" ("line_id")
;
CREATE INDEX "systems_assignment_person_id_5ad4da85" ON "systems_assignment" ("person_id")
;
CREATE INDEX "systems_assignment_system_id_ca49e6a7" ON "systems_assignment" ("system_id")
;
CREATE INDEX "systems_assignment_role_id_c8193c84" ON "systems_assignment" ("role_id")
;
CREATE INDEX "systems_roleholding_person_id_aee35013" ON "systems_roleholding" ("person_id")
;
CREATE INDEX "systems_roleholding_role_id_08f2809c" ON "systems_roleholding" ("role_id")
;
CREATE INDEX "systems_climatedecision_by_id_988fab64" ON "systems_climatedecision" ("by_id")
;
CREATE INDEX "systems_climatedecision_system_id_2dd1acf2" ON "systems_climatedecision" ("system_id")
;
CREATE INDEX "climate_decision_on" ON "systems_climatedecision" ("organization_id", "system_id", "on")
;
CREATE INDEX "systems_contextreview_by_id_c0fbaf0c" ON "systems_contextreview" ("by_id")
;
CREATE INDEX "systems_contextreview_system_id_e6b75d5b" ON "systems_contextreview" ("system_id")
;
CREATE INDEX "context_review_on" ON "systems_contextreview" ("organization_id", "system_id", "on")
;
CREATE INDEX "systems_partyneed_decided_by_id_a64d517a" ON "systems_partyneed" ("decided_by_id")
;
CREATE INDEX "systems_partyneed_obligation_id_7b5da259" ON "systems_partyneed" ("obligation_id")
;
CREATE INDEX "systems_partyneed_party_id_f1dccf5d" ON "systems_partyneed" ("party_id")
;
CREATE INDEX "need_of_obligation" ON "systems_partyneed" ("organization_id", "obligation_id")
;
ALTER TABLE "systems_climatedecision" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_climatedecision" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_climatedecision" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_climatedecision" ADD CONSTRAINT "systems_climatedecision_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_climatedecision" ADD CONSTRAINT "systems_climatedecision_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "systems_climatedecision" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_climatedecision" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_contextreview" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_contextreview" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_contextreview" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_contextreview" ADD CONSTRAINT "systems_contextreview_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_contextreview" ADD CONSTRAINT "systems_contextreview_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_contextreview" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_partyneed" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_partyneed" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_partyneed" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_partyneed" ADD CONSTRAINT "systems_partyneed_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_partyneed" ADD CONSTRAINT "systems_partyneed_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_partyneed" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_plannedcommunication" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_plannedcommunication" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_plannedcommunication" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_plannedcommunication" ADD CONSTRAINT "systems_plannedcommunication_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_plannedcommunication" ADD CONSTRAINT "systems_plannedcommunication_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_plannedcommunication" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_communicationheld" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_communicationheld" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_communicationheld" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_communicationheld" ADD CONSTRAINT "systems_communicationheld_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_communicationheld" ADD CONSTRAINT "systems_communicationheld_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_communicationheld" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_role" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_role" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_role" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_role" ADD CONSTRAINT "systems_role_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_role" ADD CONSTRAINT "systems_role_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_role" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_roleholding" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_roleholding" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_roleholding" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_roleholding" ADD CONSTRAINT "systems_roleholding_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_roleholding" ADD CONSTRAINT "systems_roleholding_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_roleholding" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_assignment" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "systems_assignment" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "systems_assignment" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "systems_assignment" ADD CONSTRAINT "systems_assignment_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "systems_assignment" ADD CONSTRAINT "systems_assignment_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "systems_assignment" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "systems_climatedecision" ADD CONSTRAINT "systems_climatedecision_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_climatedecision" ADD CONSTRAINT "systems_climatedecision_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_contextreview" ADD CONSTRAINT "systems_contextreview_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_contextreview" ADD CONSTRAINT "systems_contextreview_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_partyneed" ADD CONSTRAINT "systems_partyneed_decided_by_id_fk" FOREIGN KEY (organization_id, "decided_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_partyneed" ADD CONSTRAINT "systems_partyneed_obligation_id_fk" FOREIGN KEY (organization_id, "obligation_id") REFERENCES "systems_obligation" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_partyneed" ADD CONSTRAINT "systems_partyneed_party_id_fk" FOREIGN KEY (organization_id, "party_id") REFERENCES "systems_interestedparty" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_plannedcommunication" ADD CONSTRAINT "systems_plannedcommunication_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_plannedcommunication" ADD CONSTRAINT "systems_plannedcommunication_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_communicationheld" ADD CONSTRAINT "systems_communicationheld_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_communicationheld" ADD CONSTRAINT "systems_communicationheld_line_id_fk" FOREIGN KEY (organization_id, "line_id") REFERENCES "systems_plannedcommunication" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_roleholding" ADD CONSTRAINT "systems_roleholding_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_roleholding" ADD CONSTRAINT "systems_roleholding_role_id_fk" FOREIGN KEY (organization_id, "role_id") REFERENCES "systems_role" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_assignment" ADD CONSTRAINT "systems_assignment_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_assignment" ADD CONSTRAINT "systems_assignment_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "systems_assignment" ADD CONSTRAINT "systems_assignment_role_id_fk" FOREIGN KEY (organization_id, "role_id") REFERENCES "systems_role" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of systems.0012_tenancy_of_context 1
;
-- statement of systems.0012_tenancy_of_context 2
;
CREATE TABLE "organization_keptlist" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "list" varchar(40) NOT NULL, "name" varchar(80) NOT NULL, "path" varchar(500) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "person_id" uuid NOT NULL, CONSTRAINT "kept_list_once" UNIQUE ("organization_id", "person_id", "list", "name"))
;
ALTER TABLE "organization_keptlist" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "organization_keptlist" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "organization_keptlist" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "organization_keptlist" ADD CONSTRAINT "organization_keptlist_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "organization_keptlist" ADD CONSTRAINT "organization_keptlist_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "organization_keptlist" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "organization_keptlist" ADD CONSTRAINT "organization_keptlist_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "organization_keptlist_person_id_bdbeaa95" ON "organization_keptlist" ("person_id")
;
-- statement of organization.0010_guests_are_the_exception 0
;
CREATE INDEX "claim_of_subject" ON "evidence_claim" ("organization_id", "subject_ref")
;
CREATE INDEX "record_of_subject" ON "evidence_record" ("organization_id", "subject_ref")
;
ALTER TABLE "documents_document" ADD COLUMN "confirmed_at" timestamp with time zone NULL
;
ALTER TABLE "documents_document" ADD COLUMN "confirmed_by_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "ended_reason" text DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "ended_reason" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "replaces_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "stated" jsonb DEFAULT '{}'::jsonb NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "stated" DROP DEFAULT
;
ALTER TABLE "documents_drop" ADD COLUMN "token" varchar(64) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_drop" ALTER COLUMN "token" DROP DEFAULT
;
ALTER TABLE "documents_dropfile" ADD COLUMN "attempts" smallint DEFAULT 0 NOT NULL CHECK ("attempts" >= 0)
;
ALTER TABLE "documents_dropfile" ALTER COLUMN "attempts" DROP DEFAULT
;
ALTER TABLE "documents_suggestion" ADD COLUMN "came_from_id" uuid NULL
;
ALTER TABLE "documents_suggestion" ADD COLUMN "version" integer DEFAULT 1 NOT NULL CHECK ("version" >= 0)
;
ALTER TABLE "documents_suggestion" ALTER COLUMN "version" DROP DEFAULT
;
CREATE INDEX "drop_recent" ON "documents_drop" ("organization_id", "system_id", "recorded_at" DESC)
;
CREATE INDEX "dropfile_of_drop" ON "documents_dropfile" ("organization_id", "drop_id", "state")
;
ALTER TABLE "documents_document" ADD CONSTRAINT "document_content_once" UNIQUE ("organization_id", "system_id", "item_id")
;
CREATE UNIQUE INDEX "drop_sent_once" ON "documents_drop" ("organization_id", "token") WHERE NOT ("token" = '')
;
-- statement of documents.0004_keeping_and_deciding 15
;
-- statement of documents.0004_keeping_and_deciding 16
;
-- statement of documents.0004_keeping_and_deciding 17
;
CREATE INDEX "documents_document_confirmed_by_id_f222bcf5" ON "documents_document" ("confirmed_by_id")
;
CREATE INDEX "documents_document_replaces_id_54d67f4d" ON "documents_document" ("replaces_id")
;
CREATE INDEX "documents_suggestion_came_from_id_c61172c2" ON "documents_suggestion" ("came_from_id")
;
CREATE TABLE "documents_audience" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(12) NOT NULL, "ref" varchar(160) NOT NULL, "must_read" boolean NOT NULL)
;
CREATE TABLE "documents_circlemember" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(8) NOT NULL, "ref" varchar(80) NOT NULL)
;
CREATE TABLE "documents_documentreview" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "outcome" varchar(16) NOT NULL, "note" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL)
;
CREATE TABLE "documents_kindrule" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(12) NOT NULL, "prefix" varchar(24) NOT NULL, "digits" smallint NOT NULL CHECK ("digits" >= 0), "quorum" smallint NOT NULL CHECK ("quorum" >= 0), "own_approval" boolean NOT NULL, "own_policy" varchar(200) NOT NULL, "own_reason" text NOT NULL, "own_since" date NULL, "signature" boolean NOT NULL, "meaning" varchar(200) NOT NULL, "read_days" smallint NOT NULL CHECK ("read_days" >= 0), "version" integer NOT NULL CHECK ("version" >= 0))
;
CREATE TABLE "documents_look" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "text" text NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "looked_at" timestamp with time zone NOT NULL)
;
CREATE TABLE "documents_misuse" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(12) NOT NULL, "found_on" date NOT NULL, "where" varchar(200) NOT NULL, "statement" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "settled_on" date NULL, "settled_note" text NOT NULL)
;
CREATE TABLE "documents_reading" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "asked_on" date NOT NULL, "due_on" date NULL, "read_at" timestamp with time zone NULL, "dropped" boolean NOT NULL, "reminded_on" date NULL)
;
CREATE TABLE "documents_remark" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "comment" text NOT NULL, "quote" text NOT NULL, "wording" text NOT NULL, "state" varchar(8) NOT NULL, "made_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL)
;
CREATE TABLE "documents_round" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "text" text NOT NULL, "note" text NOT NULL, "quorum" smallint NOT NULL CHECK ("quorum" >= 0), "effective_on" date NULL, "opened_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "closed_at" timestamp with time zone NULL, "result" varchar(12) NOT NULL)
;
CREATE TABLE "documents_vote" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "part" varchar(8) NOT NULL, "answer" varchar(8) NOT NULL, "comment" text NOT NULL, "answered_at" timestamp with time zone NULL, "own_policy" varchar(300) NOT NULL, "signed_as" varchar(200) NOT NULL, "signed_how" varchar(40) NOT NULL)
;
ALTER TABLE "documents_document" DROP CONSTRAINT "document_content_once"
;
ALTER TABLE "documents_document" ADD COLUMN "change_note" text DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "change_note" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "classification" varchar(12) DEFAULT 'internal' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "classification" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "form" varchar(8) DEFAULT 'uploaded' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "form" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "identifier" varchar(60) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "identifier" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "identifier_fold" varchar(80) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "identifier_fold" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "kind" varchar(12) DEFAULT 'other' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "kind" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "language" varchar(12) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "language" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "line_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "link" varchar(500) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "link" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "look_note" text DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "look_note" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "looked_at" timestamp with time zone NULL
;
ALTER TABLE "documents_document" ADD COLUMN "looked_by_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "number" integer DEFAULT 1 NOT NULL CHECK ("number" >= 0)
;
ALTER TABLE "documents_document" ALTER COLUMN "number" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "own_policy" varchar(300) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "own_policy" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "owner_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "process_ref" varchar(80) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "process_ref" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "retention_months" integer NULL CHECK ("retention_months" >= 0)
;
ALTER TABLE "documents_document" ADD COLUMN "retention_note" varchar(300) DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "retention_note" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "shown" boolean DEFAULT true NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "shown" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "text" text DEFAULT '' NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "text" DROP DEFAULT
;
ALTER TABLE "documents_document" ADD COLUMN "variant_of_id" uuid NULL
;
ALTER TABLE "documents_document" ADD COLUMN "wrote" jsonb DEFAULT '[]'::jsonb NOT NULL
;
ALTER TABLE "documents_document" ALTER COLUMN "wrote" DROP DEFAULT
;
ALTER TABLE "documents_document" ALTER COLUMN "item_id" DROP NOT NULL
;
CREATE INDEX "document_line" ON "documents_document" ("organization_id", "line_id", "number" DESC)
;
CREATE INDEX "document_shown" ON "documents_document" ("organization_id", "system_id", "fold") WHERE "shown"
;
CREATE INDEX "document_waits_for_day" ON "documents_document" ("organization_id", "effective_from") WHERE "state" = 'approved'
;
CREATE UNIQUE INDEX "document_content_once" ON "documents_document" ("organization_id", "system_id", "item_id") WHERE "form" = 'uploaded'
;
CREATE UNIQUE INDEX "document_identifier_once" ON "documents_document" ("organization_id", "identifier_fold") WHERE ("shown" AND NOT ("identifier_fold" = ''))
;
CREATE UNIQUE INDEX "document_one_working" ON "documents_document" ("organization_id", "line_id") WHERE ("line_id" IS NOT NULL AND "state" IN ('draft', 'review', 'approval', 'approved'))
;
ALTER TABLE "documents_audience" ADD COLUMN "line_id" uuid NOT NULL
;
ALTER TABLE "documents_circlemember" ADD COLUMN "person_id" uuid NOT NULL
;
ALTER TABLE "documents_documentreview" ADD COLUMN "document_id" uuid NOT NULL
;
ALTER TABLE "documents_documentreview" ADD COLUMN "reviewed_by_id" uuid NULL
;
ALTER TABLE "documents_kindrule" ADD COLUMN "set_by_id" uuid NULL
;
ALTER TABLE "documents_look" ADD COLUMN "line_id" uuid NOT NULL
;
ALTER TABLE "documents_look" ADD COLUMN "person_id" uuid NOT NULL
;
ALTER TABLE "documents_misuse" ADD COLUMN "document_id" uuid NOT NULL
;
ALTER TABLE "documents_misuse" ADD COLUMN "found_by_id" uuid NULL
;
ALTER TABLE "documents_misuse" ADD COLUMN "settled_by_id" uuid NULL
;
ALTER TABLE "documents_reading" ADD COLUMN "document_id" uuid NOT NULL
;
ALTER TABLE "documents_reading" ADD COLUMN "person_id" uuid NOT NULL
;
ALTER TABLE "documents_remark" ADD COLUMN "person_id" uuid NULL
;
ALTER TABLE "documents_remark" ADD COLUMN "settled_by_id" uuid NULL
;
ALTER TABLE "documents_round" ADD COLUMN "document_id" uuid NOT NULL
;
ALTER TABLE "documents_round" ADD COLUMN "opened_by_id" uuid NULL
;
ALTER TABLE "documents_remark" ADD COLUMN "round_id" uuid NOT NULL
;
ALTER TABLE "documents_vote" ADD COLUMN "person_id" uuid NOT NULL
;
ALTER TABLE "documents_vote" ADD COLUMN "round_id" uuid NOT NULL
;
ALTER TABLE "documents_audience" ADD CONSTRAINT "audience_once" UNIQUE ("organization_id", "line_id", "kind", "ref")
;
ALTER TABLE "documents_circlemember" ADD CONSTRAINT "circle_member_once" UNIQUE ("organization_id", "kind", "ref", "person_id")
;
CREATE INDEX "review_of_document" ON "documents_documentreview" ("organization_id", "document_id", "on")
;
ALTER TABLE "documents_kindrule" ADD CONSTRAINT "kind_rule_once" UNIQUE ("organization_id", "kind")
;
ALTER TABLE "documents_look" ADD CONSTRAINT "look_once" UNIQUE ("organization_id", "line_id", "person_id")
;
CREATE INDEX "misuse_of_document" ON "documents_misuse" ("organization_id", "document_id")
;
CREATE INDEX "reading_of_person" ON "documents_reading" ("organization_id", "person_id", "due_on")
;
ALTER TABLE "documents_reading" ADD CONSTRAINT "reading_once" UNIQUE ("organization_id", "document_id", "person_id")
;
ALTER TABLE "documents_round" ADD CONSTRAINT "round_once" UNIQUE ("organization_id", "document_id", "number")
;
ALTER TABLE "documents_vote" ADD CONSTRAINT "vote_once" UNIQUE ("organization_id", "round_id", "person_id", "part")
;
CREATE INDEX "documents_document_line_id_80748c52" ON "documents_document" ("line_id")
;
CREATE INDEX "documents_document_looked_by_id_e0f38149" ON "documents_document" ("looked_by_id")
;
CREATE INDEX "documents_document_owner_id_04d2b723" ON "documents_document" ("owner_id")
;
CREATE INDEX "documents_document_variant_of_id_7a1f56bd" ON "documents_document" ("variant_of_id")
;
CREATE INDEX "documents_audience_line_id_83ff680f" ON "documents_audience" ("line_id")
;
CREATE INDEX "documents_circlemember_person_id_98064b2d" ON "documents_circlemember" ("person_id")
;
CREATE INDEX "documents_documentreview_document_id_17a503b3" ON "documents_documentreview" ("document_id")
;
CREATE INDEX "documents_documentreview_reviewed_by_id_4f41bca7" ON "documents_documentreview" ("reviewed_by_id")
;
CREATE INDEX "documents_kindrule_set_by_id_1e945005" ON "documents_kindrule" ("set_by_id")
;
CREATE INDEX "documents_look_line_id_26c64c0d" ON "documents_look" ("line_id")
;
CREATE INDEX "documents_look_person_id_04a02073" ON "documents_look" ("person_id")
;
CREATE INDEX "documents_misuse_document_id_3c94b03d" ON "documents_misuse" ("document_id")
;
CREATE INDEX "documents_misuse_found_by_id_64c125f6" ON "documents_misuse" ("found_by_id")
;
CREATE INDEX "documents_misuse_settled_by_id_05656a1f" ON "documents_misuse" ("settled_by_id")
;
CREATE INDEX "documents_reading_document_id_0cc8abe8" ON "documents_reading" ("document_id")
;
CREATE INDEX "documents_reading_person_id_e5a01beb" ON "documents_reading" ("person_id")
;
CREATE INDEX "documents_remark_person_id_7520f675" ON "documents_remark" ("person_id")
;
CREATE INDEX "documents_remark_settled_by_id_3a099741" ON "documents_remark" ("settled_by_id")
;
CREATE INDEX "documents_round_document_id_41b2e84f" ON "documents_round" ("document_id")
;
CREATE INDEX "documents_round_opened_by_id_cf09b84d" ON "documents_round" ("opened_by_id")
;
CREATE INDEX "documents_remark_round_id_37b81d19" ON "documents_remark" ("round_id")
;
CREATE INDEX "documents_vote_person_id_df53218a" ON "documents_vote" ("person_id")
;
CREATE INDEX "documents_vote_round_id_0dcb5e4f" ON "documents_vote" ("round_id")
;
ALTER TABLE "documents_kindrule" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_kindrule" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_kindrule" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_kindrule" ADD CONSTRAINT "documents_kindrule_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_kindrule" ADD CONSTRAINT "documents_kindrule_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_kindrule" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_round" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_round" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_round" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_round" ADD CONSTRAINT "documents_round_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_round" ADD CONSTRAINT "documents_round_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_round" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_vote" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_vote" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_vote" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_vote" ADD CONSTRAINT "documents_vote_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_vote" ADD CONSTRAINT "documents_vote_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_vote" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_remark" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_remark" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_remark" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_remark" ADD CONSTRAINT "documents_remark_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_remark" ADD CONSTRAINT "documents_remark_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_remark" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_look" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_look" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_look" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_look" ADD CONSTRAINT "documents_look_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_look" ADD CONSTRAINT "documents_look_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "documents_documentreview" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_documentreview" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_documentreview" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_documentreview" ADD CONSTRAINT "documents_documentreview_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_documentreview" ADD CONSTRAINT "documents_documentreview_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "documents_documentreview" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_documentreview" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_misuse" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_misuse" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_misuse" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_misuse" ADD CONSTRAINT "documents_misuse_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_misuse" ADD CONSTRAINT "documents_misuse_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_misuse" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_audience" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_audience" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_audience" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_audience" ADD CONSTRAINT "documents_audience_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_audience" ADD CONSTRAINT "documents_audience_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_audience" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_circlemember" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_circlemember" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_circlemember" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_circlemember" ADD CONSTRAINT "documents_circlemember_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_circlemember" ADD CONSTRAINT "documents_circlemember_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_circlemember" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_reading" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_reading" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_reading" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_reading" ADD CONSTRAINT "documents_reading_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_reading" ADD CONSTRAINT "documents_reading_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_reading" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_kindrule" ADD CONSTRAINT "documents_kindrule_set_by_id_fk" FOREIGN KEY (organization_id, "set_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_round" ADD CONSTRAINT "documents_round_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_round" ADD CONSTRAINT "documents_round_opened_by_id_fk" FOREIGN KEY (organization_id, "opened_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_vote" ADD CONSTRAINT "documents_vote_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_vote" ADD CONSTRAINT "documents_vote_round_id_fk" FOREIGN KEY (organization_id, "round_id") REFERENCES "documents_round" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_remark" ADD CONSTRAINT "documents_remark_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_remark" ADD CONSTRAINT "documents_remark_settled_by_id_fk" FOREIGN KEY (organization_id, "settled_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_remark" ADD CONSTRAINT "documents_remark_round_id_fk" FOREIGN KEY (organization_id, "round_id") REFERENCES "documents_round" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_look" ADD CONSTRAINT "documents_look_line_id_fk" FOREIGN KEY (organization_id, "line_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_look" ADD CONSTRAINT "documents_look_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_documentreview" ADD CONSTRAINT "documents_documentreview_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_documentreview" ADD CONSTRAINT "documents_documentreview_reviewed_by_id_fk" FOREIGN KEY (organization_id, "reviewed_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_misuse" ADD CONSTRAINT "documents_misuse_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_misuse" ADD CONSTRAINT "documents_misuse_found_by_id_fk" FOREIGN KEY (organization_id, "found_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_misuse" ADD CONSTRAINT "documents_misuse_settled_by_id_fk" FOREIGN KEY (organization_id, "settled_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_audience" ADD CONSTRAINT "documents_audience_line_id_fk" FOREIGN KEY (organization_id, "line_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_circlemember" ADD CONSTRAINT "documents_circlemember_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_reading" ADD CONSTRAINT "documents_reading_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_reading" ADD CONSTRAINT "documents_reading_person_id_fk" FOREIGN KEY (organization_id, "person_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of documents.0006_controlled_tenancy 1
;
-- statement of documents.0006_controlled_tenancy 2
;
-- statement of documents.0006_controlled_tenancy 3
;
-- statement of documents.0006_controlled_tenancy 4
;
-- statement of documents.0007_lines_of_revisions 0
;
CREATE TABLE "documents_documentwords" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "fold" text NOT NULL, "document_id" uuid NOT NULL, CONSTRAINT "words_once" UNIQUE ("organization_id", "document_id"))
;
CREATE INDEX "documents_documentwords_document_id_4dd49db2" ON "documents_documentwords" ("document_id")
;
ALTER TABLE "documents_documentwords" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_documentwords" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_documentwords" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_documentwords" ADD CONSTRAINT "documents_documentwords_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_documentwords" ADD CONSTRAINT "documents_documentwords_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "documents_documentwords" ADD CONSTRAINT "documents_documentwords_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of documents.0009_finding_words 1
;
-- statement of documents.0009_finding_words 2
;
-- statement of documents.0009_finding_words 3
;
CREATE TABLE "documents_form" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "identifier" varchar(40) NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(280) NOT NULL, "process" uuid NULL, "retention_years" smallint NULL CHECK ("retention_years" >= 0), "design" jsonb NOT NULL, "current" integer NOT NULL CHECK ("current" >= 0), "last_number" integer NOT NULL CHECK ("last_number" >= 0), "last_on" date NULL, "retired_on" date NULL, "version" integer NOT NULL CHECK ("version" >= 0), "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "owner_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "documents_formdisposal" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "state" varchar(12) NOT NULL, "reason" text NOT NULL, "count" integer NOT NULL CHECK ("count" >= 0), "proposed_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "decided_on" date NULL, "decision" text NOT NULL, "certificate" jsonb NOT NULL, "decided_by_id" uuid NULL, "proposed_by_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "documents_formentry" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "state" varchar(10) NOT NULL, "on" date NOT NULL, "filled_at" timestamp with time zone NULL, "signed" varchar(20) NOT NULL, "meaning" varchar(200) NOT NULL, "digest" varchar(64) NOT NULL, "outside" boolean NOT NULL, "correction" text NOT NULL, "retain_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "corrects_id" uuid NULL, "disposal_id" uuid NULL, "filled_by_id" uuid NULL, "form_id" uuid NOT NULL, "record_id" uuid NULL, "system_id" uuid NOT NULL)
;
CREATE TABLE "documents_formcontent" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "values" jsonb NOT NULL, "names" jsonb NOT NULL, "fold" text NOT NULL, "entry_id" uuid NOT NULL UNIQUE)
;
CREATE TABLE "documents_formversion" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "design" jsonb NOT NULL, "note" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "form_id" uuid NOT NULL, "made_by_id" uuid NULL)
;
ALTER TABLE "documents_formentry" ADD COLUMN "form_version_id" uuid NOT NULL
;
CREATE INDEX "form_fold" ON "documents_form" ("organization_id", "system_id", "fold")
;
CREATE INDEX "disposal_recent" ON "documents_formdisposal" ("organization_id", "system_id", "proposed_at" DESC)
;
ALTER TABLE "documents_formversion" ADD CONSTRAINT "form_version_once" UNIQUE ("organization_id", "form_id", "number")
;
CREATE INDEX "form_entry_on" ON "documents_formentry" ("organization_id", "form_id", "on" DESC)
;
CREATE INDEX "form_entry_system_on" ON "documents_formentry" ("organization_id", "system_id", "on" DESC)
;
CREATE INDEX "form_entry_retain" ON "documents_formentry" ("organization_id", "system_id", "retain_until")
;
CREATE UNIQUE INDEX "form_entry_number_once" ON "documents_formentry" ("organization_id", "form_id", "number") WHERE "number" > 0
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "form_entry_corrected_once" UNIQUE ("organization_id", "corrects_id")
;
CREATE INDEX "documents_form_owner_id_6ccc688b" ON "documents_form" ("owner_id")
;
CREATE INDEX "documents_form_system_id_77921145" ON "documents_form" ("system_id")
;
CREATE INDEX "documents_formdisposal_decided_by_id_e8284bb4" ON "documents_formdisposal" ("decided_by_id")
;
CREATE INDEX "documents_formdisposal_proposed_by_id_8e311a66" ON "documents_formdisposal" ("proposed_by_id")
;
CREATE INDEX "documents_formdisposal_system_id_08126803" ON "documents_formdisposal" ("system_id")
;
CREATE INDEX "documents_formentry_corrects_id_eb9e67b7" ON "documents_formentry" ("corrects_id")
;
CREATE INDEX "documents_formentry_disposal_id_15ce22d7" ON "documents_formentry" ("disposal_id")
;
CREATE INDEX "documents_formentry_filled_by_id_f6d6024d" ON "documents_formentry" ("filled_by_id")
;
CREATE INDEX "documents_formentry_form_id_aebdcad5" ON "documents_formentry" ("form_id")
;
CREATE INDEX "documents_formentry_record_id_8c9b9ac5" ON "documents_formentry" ("record_id")
;
CREATE INDEX "documents_formentry_system_id_0cc74332" ON "documents_formentry" ("system_id")
;
CREATE INDEX "documents_formversion_form_id_03aa42f7" ON "documents_formversion" ("form_id")
;
CREATE INDEX "documents_formversion_made_by_id_f78417d0" ON "documents_formversion" ("made_by_id")
;
CREATE INDEX "documents_formentry_form_version_id_4cfe8ef9" ON "documents_formentry" ("form_version_id")
;
ALTER TABLE "documents_form" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_form" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_form" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_form" ADD CONSTRAINT "documents_form_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_form" ADD CONSTRAINT "documents_form_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_form" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_formversion" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_formversion" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_formversion" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_formversion" ADD CONSTRAINT "documents_formversion_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_formversion" ADD CONSTRAINT "documents_formversion_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "documents_formversion" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_formversion" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_formdisposal" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_formdisposal" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_formdisposal" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_formdisposal" ADD CONSTRAINT "documents_formdisposal_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_formdisposal" ADD CONSTRAINT "documents_formdisposal_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_formdisposal" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_formentry" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_formentry" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_formentry" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_formentry" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_formcontent" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_formcontent" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_formcontent" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_formcontent" ADD CONSTRAINT "documents_formcontent_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_formcontent" ADD CONSTRAINT "documents_formcontent_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "documents_form" ADD CONSTRAINT "documents_form_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_form" ADD CONSTRAINT "documents_form_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formversion" ADD CONSTRAINT "documents_formversion_form_id_fk" FOREIGN KEY (organization_id, "form_id") REFERENCES "documents_form" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formversion" ADD CONSTRAINT "documents_formversion_made_by_id_fk" FOREIGN KEY (organization_id, "made_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formdisposal" ADD CONSTRAINT "documents_formdisposal_decided_by_id_fk" FOREIGN KEY (organization_id, "decided_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formdisposal" ADD CONSTRAINT "documents_formdisposal_proposed_by_id_fk" FOREIGN KEY (organization_id, "proposed_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formdisposal" ADD CONSTRAINT "documents_formdisposal_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_corrects_id_fk" FOREIGN KEY (organization_id, "corrects_id") REFERENCES "documents_formentry" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_disposal_id_fk" FOREIGN KEY (organization_id, "disposal_id") REFERENCES "documents_formdisposal" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_filled_by_id_fk" FOREIGN KEY (organization_id, "filled_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_form_id_fk" FOREIGN KEY (organization_id, "form_id") REFERENCES "documents_form" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_record_id_fk" FOREIGN KEY (organization_id, "record_id") REFERENCES "evidence_record" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formentry" ADD CONSTRAINT "documents_formentry_form_version_id_fk" FOREIGN KEY (organization_id, "form_version_id") REFERENCES "documents_formversion" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_formcontent" ADD CONSTRAINT "documents_formcontent_entry_id_fk" FOREIGN KEY (organization_id, "entry_id") REFERENCES "documents_formentry" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of documents.0011_forms_tenancy 1
;
CREATE TABLE "documents_documentcopy" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "format" varchar(4) NOT NULL, "seen" integer NOT NULL CHECK ("seen" >= 0), "language" varchar(12) NOT NULL, "state" varchar(8) NOT NULL, "problem" varchar(300) NOT NULL, "stored_as" varchar(200) NOT NULL, "size" integer NOT NULL CHECK ("size" >= 0), "asked_on" date NOT NULL, "asked_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "finished_at" timestamp with time zone NULL, "against_id" uuid NULL, "asked_by_id" uuid NULL, "document_id" uuid NOT NULL)
;
CREATE INDEX "copy_of_document" ON "documents_documentcopy" ("organization_id", "document_id", "asked_at" DESC)
;
CREATE INDEX "documents_documentcopy_against_id_9adcabe5" ON "documents_documentcopy" ("against_id")
;
CREATE INDEX "documents_documentcopy_asked_by_id_fdf3cad0" ON "documents_documentcopy" ("asked_by_id")
;
CREATE INDEX "documents_documentcopy_document_id_93eacba8" ON "documents_documentcopy" ("document_id")
;
ALTER TABLE "documents_documentcopy" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_documentcopy" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_documentcopy" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_documentcopy" ADD CONSTRAINT "documents_documentcopy_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_documentcopy" ADD CONSTRAINT "documents_documentcopy_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
ALTER TABLE "documents_documentcopy" ADD CONSTRAINT "documents_documentcopy_against_id_fk" FOREIGN KEY (organization_id, "against_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_documentcopy" ADD CONSTRAINT "documents_documentcopy_asked_by_id_fk" FOREIGN KEY (organization_id, "asked_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_documentcopy" ADD CONSTRAINT "documents_documentcopy_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE TABLE "documents_drawn" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "template" varchar(80) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "document_id" uuid NOT NULL, CONSTRAINT "drawn_once" UNIQUE ("organization_id", "document_id"))
;
CREATE TABLE "documents_serving" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "sort" varchar(8) NOT NULL, "entry" text NOT NULL, "entry_key" varchar(12) NOT NULL, "target" varchar(100) NOT NULL, "accepted_on" date NOT NULL, "ended_on" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "accepted_by_id" uuid NULL, "document_id" uuid NULL, "ended_by_id" uuid NULL, "form_id" uuid NULL, "requirement_id" uuid NOT NULL, "system_id" uuid NOT NULL)
;
CREATE INDEX "documents_drawn_document_id_f1619aeb" ON "documents_drawn" ("document_id")
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_requirement_id_d840c575_fk_catalogue" FOREIGN KEY ("requirement_id") REFERENCES "catalogue_requirement" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE UNIQUE INDEX "serving_once" ON "documents_serving" ("organization_id", "system_id", "requirement_id", "sort", "entry_key", "target") WHERE "ended_on" IS NULL
;
CREATE INDEX "documents_serving_accepted_by_id_2e3df32a" ON "documents_serving" ("accepted_by_id")
;
CREATE INDEX "documents_serving_document_id_296eecf1" ON "documents_serving" ("document_id")
;
CREATE INDEX "documents_serving_ended_by_id_acc6cbdc" ON "documents_serving" ("ended_by_id")
;
CREATE INDEX "documents_serving_form_id_3e73bae7" ON "documents_serving" ("form_id")
;
CREATE INDEX "documents_serving_requirement_id_d840c575" ON "documents_serving" ("requirement_id")
;
CREATE INDEX "documents_serving_system_id_0e490cfa" ON "documents_serving" ("system_id")
;
ALTER TABLE "documents_drawn" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_drawn" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_drawn" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_drawn" ADD CONSTRAINT "documents_drawn_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_drawn" ADD CONSTRAINT "documents_drawn_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_drawn" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_serving" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "documents_serving" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "documents_serving" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "documents_serving" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "documents_drawn" ADD CONSTRAINT "documents_drawn_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_accepted_by_id_fk" FOREIGN KEY (organization_id, "accepted_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_document_id_fk" FOREIGN KEY (organization_id, "document_id") REFERENCES "documents_document" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_ended_by_id_fk" FOREIGN KEY (organization_id, "ended_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_form_id_fk" FOREIGN KEY (organization_id, "form_id") REFERENCES "documents_form" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "documents_serving" ADD CONSTRAINT "documents_serving_system_id_fk" FOREIGN KEY (organization_id, "system_id") REFERENCES "systems_system" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "document_in_register" ON "documents_document" ("organization_id", "system_id", "state", "shown", "effective_from") WHERE ("shown" OR "state" IN ('draft', 'review', 'approval', 'approved'))
;
CREATE INDEX "suggestion_by_state" ON "documents_suggestion" ("organization_id", "system_id", "state", "document_id")
;
DROP INDEX IF EXISTS "suggestion_queue"
;
CREATE INDEX "document_alive" ON "documents_document" ("organization_id", "system_id", "state" DESC, "fold", "id") WHERE "state" IN ('draft', 'effective')
;
CREATE INDEX "suggestion_queue" ON "documents_suggestion" ("organization_id", "system_id", "state", "score" DESC, "id")
;
CREATE TABLE "mfa_authenticator" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "type" varchar(20) NOT NULL, "data" jsonb NOT NULL, "user_id" uuid NOT NULL)
;
ALTER TABLE "mfa_authenticator" ADD CONSTRAINT "mfa_authenticator_user_id_type_798d27ea_uniq" UNIQUE ("user_id", "type")
;
ALTER TABLE "mfa_authenticator" ADD CONSTRAINT "mfa_authenticator_user_id_0c3a50c0_fk_organization_user_id" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id")
;
ALTER TABLE "mfa_authenticator" ADD COLUMN "created_at" timestamp with time zone DEFAULT '2026-11-22 14:44:01.592109+00:00'::timestamptz NOT NULL
;
ALTER TABLE "mfa_authenticator" ALTER COLUMN "created_at" DROP DEFAULT
;
ALTER TABLE "mfa_authenticator" ADD COLUMN "last_used_at" timestamp with time zone NULL
;
ALTER TABLE "mfa_authenticator" DROP CONSTRAINT "mfa_authenticator_user_id_type_798d27ea_uniq"
;
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes')
;
CREATE TABLE "processes_process" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "kind" varchar(12) NOT NULL, "activity" varchar(12) NOT NULL, "purpose" text NOT NULL, "inputs" text NOT NULL, "outputs" text NOT NULL, "position" integer NOT NULL CHECK ("position" >= 0), "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "owner_id" uuid NULL, CONSTRAINT "process_once" UNIQUE ("organization_id", "fold"))
;
CREATE INDEX "processes_process_owner_id_134b8438" ON "processes_process" ("owner_id")
;
ALTER TABLE "processes_process" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_process" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_process" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_process" ADD CONSTRAINT "processes_process_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_process" ADD CONSTRAINT "processes_process_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_process" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_process" ADD CONSTRAINT "processes_process_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE TABLE "processes_characteristic" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "sheet" varchar(8) NOT NULL, "name" varchar(160) NOT NULL, "fold" varchar(200) NOT NULL, "unit" varchar(24) NOT NULL, "lower" numeric(18, 6) NULL, "upper" numeric(18, 6) NULL, "words" varchar(300) NOT NULL, "sample" varchar(200) NOT NULL, "most_failing" integer NULL CHECK ("most_failing" >= 0), "instrument" varchar(160) NOT NULL, "instrument_ref" varchar(60) NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
CREATE TABLE "processes_control" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "kind" varchar(8) NOT NULL, "purpose" text NOT NULL, "operation" text NOT NULL, "requirements" jsonb NOT NULL, "risk" varchar(60) NOT NULL, "test_days" integer NULL CHECK ("test_days" >= 0), "live_from" date NOT NULL, "live_until" date NULL, "last_on" date NULL, "last_result" varchar(16) NOT NULL, "due_on" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
CREATE TABLE "processes_controlcheck" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "kind" varchar(8) NOT NULL, "on" date NOT NULL, "result" varchar(16) NOT NULL, "method" text NOT NULL, "site" varchar(60) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL)
;
CREATE TABLE "processes_flow" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "what" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "giver_kind" varchar(10) NOT NULL, "giver_ref" varchar(60) NOT NULL, "giver_name" varchar(200) NOT NULL, "taker_kind" varchar(10) NOT NULL, "taker_ref" varchar(60) NOT NULL, "taker_name" varchar(200) NOT NULL, "since" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
CREATE TABLE "processes_outsourcedcheck" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "result" varchar(16) NOT NULL, "looked_at" text NOT NULL, "acted" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL)
;
CREATE TABLE "processes_outsourcing" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "provider" varchar(240) NOT NULL, "supplier_ref" varchar(60) NOT NULL, "control_kind" varchar(10) NOT NULL, "control" text NOT NULL, "criteria" text NOT NULL, "evaluation" text NOT NULL, "settled_on" date NULL, "since" date NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0))
;
CREATE TABLE "processes_reading" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "value" numeric(18, 6) NULL, "sampled" integer NULL CHECK ("sampled" >= 0), "failing" integer NULL CHECK ("failing" >= 0), "accepted" boolean NULL, "outside" boolean NOT NULL, "lower" numeric(18, 6) NULL, "upper" numeric(18, 6) NULL, "most_failing" integer NULL CHECK ("most_failing" >= 0), "lot" varchar(80) NOT NULL, "instrument" varchar(160) NOT NULL, "site" varchar(60) NOT NULL, "note" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL)
;
CREATE TABLE "processes_readingaction" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "what" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL)
;
ALTER TABLE "processes_process" ADD COLUMN "competence" text DEFAULT '' NOT NULL
;
ALTER TABLE "processes_process" ALTER COLUMN "competence" DROP DEFAULT
;
ALTER TABLE "processes_process" ADD COLUMN "resources" text DEFAULT '' NOT NULL
;
ALTER TABLE "processes_process" ALTER COLUMN "resources" DROP DEFAULT
;
ALTER TABLE "processes_process" ADD COLUMN "steps" text DEFAULT '' NOT NULL
;
ALTER TABLE "processes_process" ALTER COLUMN "steps" DROP DEFAULT
;
CREATE INDEX "process_lane" ON "processes_process" ("organization_id", "kind", "position")
;
CREATE INDEX "process_owner" ON "processes_process" ("organization_id", "owner_id")
;
ALTER TABLE "processes_characteristic" ADD COLUMN "process_id" uuid NOT NULL
;
ALTER TABLE "processes_control" ADD COLUMN "owner_id" uuid NULL
;
ALTER TABLE "processes_control" ADD COLUMN "process_id" uuid NULL
;
ALTER TABLE "processes_controlcheck" ADD COLUMN "by_id" uuid NULL
;
ALTER TABLE "processes_controlcheck" ADD COLUMN "control_id" uuid NOT NULL
;
ALTER TABLE "processes_controlcheck" ADD COLUMN "item_id" uuid NULL
;
ALTER TABLE "processes_flow" ADD COLUMN "giver_id" uuid NULL
;
ALTER TABLE "processes_flow" ADD COLUMN "taker_id" uuid NULL
;
ALTER TABLE "processes_outsourcedcheck" ADD COLUMN "by_id" uuid NULL
;
ALTER TABLE "processes_outsourcedcheck" ADD COLUMN "process_id" uuid NOT NULL
;
ALTER TABLE "processes_outsourcing" ADD COLUMN "process_id" uuid NOT NULL
;
ALTER TABLE "processes_reading" ADD COLUMN "by_id" uuid NULL
;
ALTER TABLE "processes_reading" ADD COLUMN "characteristic_id" uuid NOT NULL
;
ALTER TABLE "processes_reading" ADD COLUMN "process_id" uuid NOT NULL
;
ALTER TABLE "processes_readingaction" ADD COLUMN "by_id" uuid NULL
;
ALTER TABLE "processes_readingaction" ADD COLUMN "reading_id" uuid NOT NULL
;
CREATE UNIQUE INDEX "characteristic_once" ON "processes_characteristic" ("organization_id", "process_id", "sheet", "fold") WHERE "live_until" IS NULL
;
CREATE INDEX "control_due" ON "processes_control" ("organization_id", "due_on")
;
CREATE INDEX "control_of_process" ON "processes_control" ("organization_id", "process_id")
;
CREATE UNIQUE INDEX "control_once" ON "processes_control" ("organization_id", "fold") WHERE "live_until" IS NULL
;
CREATE INDEX "check_of_control" ON "processes_controlcheck" ("organization_id", "control_id", "on" DESC)
;
CREATE INDEX "flow_giver" ON "processes_flow" ("organization_id", "giver_id")
;
CREATE INDEX "flow_taker" ON "processes_flow" ("organization_id", "taker_id")
;
CREATE INDEX "outsourced_check_on" ON "processes_outsourcedcheck" ("organization_id", "process_id", "on")
;
ALTER TABLE "processes_outsourcing" ADD CONSTRAINT "outsourcing_once" UNIQUE ("organization_id", "process_id")
;
CREATE INDEX "reading_of_process" ON "processes_reading" ("organization_id", "process_id", "on" DESC)
;
CREATE INDEX "reading_of_line" ON "processes_reading" ("organization_id", "characteristic_id", "on" DESC)
;
CREATE INDEX "action_of_reading" ON "processes_readingaction" ("organization_id", "reading_id")
;
CREATE INDEX "processes_characteristic_process_id_d9adedfa" ON "processes_characteristic" ("process_id")
;
CREATE INDEX "processes_control_owner_id_0043dc66" ON "processes_control" ("owner_id")
;
CREATE INDEX "processes_control_process_id_b2469cba" ON "processes_control" ("process_id")
;
CREATE INDEX "processes_controlcheck_by_id_78a0741e" ON "processes_controlcheck" ("by_id")
;
CREATE INDEX "processes_controlcheck_control_id_f47e12fa" ON "processes_controlcheck" ("control_id")
;
CREATE INDEX "processes_controlcheck_item_id_cb6cc125" ON "processes_controlcheck" ("item_id")
;
CREATE INDEX "processes_flow_giver_id_0407ec51" ON "processes_flow" ("giver_id")
;
CREATE INDEX "processes_flow_taker_id_7910ab03" ON "processes_flow" ("taker_id")
;
CREATE INDEX "processes_outsourcedcheck_by_id_9e97f0b6" ON "processes_outsourcedcheck" ("by_id")
;
CREATE INDEX "processes_outsourcedcheck_process_id_f2a370e3" ON "processes_outsourcedcheck" ("process_id")
;
CREATE INDEX "processes_outsourcing_process_id_672a7e01" ON "processes_outsourcing" ("process_id")
;
CREATE INDEX "processes_reading_by_id_5d288b8d" ON "processes_reading" ("by_id")
;
CREATE INDEX "processes_reading_characteristic_id_1aaf1501" ON "processes_reading" ("characteristic_id")
;
CREATE INDEX "processes_reading_process_id_6a3fb9dd" ON "processes_reading" ("process_id")
;
CREATE INDEX "processes_readingaction_by_id_2a797f5c" ON "processes_readingaction" ("by_id")
;
CREATE INDEX "processes_readingaction_reading_id_b4a1ffed" ON "processes_readingaction" ("reading_id")
;
ALTER TABLE "processes_flow" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_flow" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_flow" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_flow" ADD CONSTRAINT "processes_flow_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_flow" ADD CONSTRAINT "processes_flow_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_flow" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_outsourcing" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_outsourcing" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_outsourcing" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_outsourcing" ADD CONSTRAINT "processes_outsourcing_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_outsourcing" ADD CONSTRAINT "processes_outsourcing_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_outsourcing" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_outsourcedcheck" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_outsourcedcheck" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_outsourcedcheck" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_outsourcedcheck" ADD CONSTRAINT "processes_outsourcedcheck_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_outsourcedcheck" ADD CONSTRAINT "processes_outsourcedcheck_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "processes_outsourcedcheck" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_outsourcedcheck" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_characteristic" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_characteristic" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_characteristic" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_characteristic" ADD CONSTRAINT "processes_characteristic_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_characteristic" ADD CONSTRAINT "processes_characteristic_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_characteristic" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_reading" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_reading" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_reading" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_reading" ADD CONSTRAINT "processes_reading_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_reading" ADD CONSTRAINT "processes_reading_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "processes_reading" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_reading" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_readingaction" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_readingaction" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_readingaction" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_readingaction" ADD CONSTRAINT "processes_readingaction_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_readingaction" ADD CONSTRAINT "processes_readingaction_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "processes_readingaction" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_readingaction" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_control" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_control" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_control" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_control" ADD CONSTRAINT "processes_control_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_control" ADD CONSTRAINT "processes_control_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_control" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_controlcheck" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_controlcheck" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_controlcheck" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_controlcheck" ADD CONSTRAINT "processes_controlcheck_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_controlcheck" ADD CONSTRAINT "processes_controlcheck_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "processes_controlcheck" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_controlcheck" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_flow" ADD CONSTRAINT "processes_flow_giver_id_fk" FOREIGN KEY (organization_id, "giver_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_flow" ADD CONSTRAINT "processes_flow_taker_id_fk" FOREIGN KEY (organization_id, "taker_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_outsourcing" ADD CONSTRAINT "processes_outsourcing_process_id_fk" FOREIGN KEY (organization_id, "process_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_outsourcedcheck" ADD CONSTRAINT "processes_outsourcedcheck_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_outsourcedcheck" ADD CONSTRAINT "processes_outsourcedcheck_process_id_fk" FOREIGN KEY (organization_id, "process_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_characteristic" ADD CONSTRAINT "processes_characteristic_process_id_fk" FOREIGN KEY (organization_id, "process_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_reading" ADD CONSTRAINT "processes_reading_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_reading" ADD CONSTRAINT "processes_reading_characteristic_id_fk" FOREIGN KEY (organization_id, "characteristic_id") REFERENCES "processes_characteristic" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_reading" ADD CONSTRAINT "processes_reading_process_id_fk" FOREIGN KEY (organization_id, "process_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_readingaction" ADD CONSTRAINT "processes_readingaction_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_readingaction" ADD CONSTRAINT "processes_readingaction_reading_id_fk" FOREIGN KEY (organization_id, "reading_id") REFERENCES "processes_reading" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_control" ADD CONSTRAINT "processes_control_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_control" ADD CONSTRAINT "processes_control_process_id_fk" FOREIGN KEY (organization_id, "process_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_controlcheck" ADD CONSTRAINT "processes_controlcheck_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_controlcheck" ADD CONSTRAINT "processes_controlcheck_control_id_fk" FOREIGN KEY (organization_id, "control_id") REFERENCES "processes_control" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_controlcheck" ADD CONSTRAINT "processes_controlcheck_item_id_fk" FOREIGN KEY (organization_id, "item_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
CREATE TABLE "processes_indicator" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(200) NOT NULL, "fold" varchar(240) NOT NULL, "definition" text NOT NULL, "unit" varchar(40) NOT NULL, "direction" varchar(8) NOT NULL, "about" varchar(24) NOT NULL, "every_days" integer NULL CHECK ("every_days" >= 0), "standards" jsonb NOT NULL, "last_on" date NULL, "last_value" numeric(20, 6) NULL, "outside" boolean NOT NULL, "defined_on" date NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "owner_id" uuid NULL, "process_id" uuid NULL)
;
CREATE TABLE "processes_indicatorevaluation" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "period_from" date NOT NULL, "result" varchar(16) NOT NULL, "finding" text NOT NULL, "response" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "indicator_id" uuid NOT NULL)
;
CREATE TABLE "processes_indicatorlimits" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "target" numeric(20, 6) NULL, "lower" numeric(20, 6) NULL, "upper" numeric(20, 6) NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "reason" varchar(400) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "indicator_id" uuid NOT NULL, "set_by_id" uuid NULL)
;
CREATE TABLE "processes_measurement" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "label" varchar(40) NOT NULL, "value" numeric(20, 6) NOT NULL, "note" varchar(300) NOT NULL, "source" varchar(8) NOT NULL, "outside" boolean NOT NULL, "corrected" boolean NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "indicator_id" uuid NOT NULL)
;
CREATE TABLE "processes_measurementcorrection" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "before" numeric(20, 6) NOT NULL, "after" numeric(20, 6) NOT NULL, "because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "measurement_id" uuid NOT NULL)
;
CREATE INDEX "indicator_of_process" ON "processes_indicator" ("organization_id", "process_id")
;
ALTER TABLE "processes_indicator" ADD CONSTRAINT "indicator_once" UNIQUE ("organization_id", "fold")
;
CREATE INDEX "evaluation_of_indicator" ON "processes_indicatorevaluation" ("organization_id", "indicator_id", "on")
;
CREATE INDEX "limits_of_indicator" ON "processes_indicatorlimits" ("organization_id", "indicator_id")
;
ALTER TABLE "processes_measurement" ADD CONSTRAINT "measurement_once" UNIQUE ("organization_id", "indicator_id", "on", "label")
;
CREATE INDEX "correction_of_measurement" ON "processes_measurementcorrection" ("organization_id", "measurement_id")
;
CREATE INDEX "processes_indicator_owner_id_9b8f6d31" ON "processes_indicator" ("owner_id")
;
CREATE INDEX "processes_indicator_process_id_35d35bbb" ON "processes_indicator" ("process_id")
;
CREATE INDEX "processes_indicatorevaluation_by_id_b22803ff" ON "processes_indicatorevaluation" ("by_id")
;
CREATE INDEX "processes_indicatorevaluation_indicator_id_638a36a7" ON "processes_indicatorevaluation" ("indicator_id")
;
CREATE INDEX "processes_indicatorlimits_indicator_id_7237882f" ON "processes_indicatorlimits" ("indicator_id")
;
CREATE INDEX "processes_indicatorlimits_set_by_id_eb1b4df8" ON "processes_indicatorlimits" ("set_by_id")
;
CREATE INDEX "processes_measurement_by_id_49c78cd6" ON "processes_measurement" ("by_id")
;
CREATE INDEX "processes_measurement_indicator_id_4e38e265" ON "processes_measurement" ("indicator_id")
;
CREATE INDEX "processes_measurementcorrection_by_id_d8f4e0a4" ON "processes_measurementcorrection" ("by_id")
;
CREATE INDEX "processes_measurementcorrection_measurement_id_432d7856" ON "processes_measurementcorrection" ("measurement_id")
;
ALTER TABLE "processes_indicator" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_indicator" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_indicator" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_indicator" ADD CONSTRAINT "processes_indicator_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_indicator" ADD CONSTRAINT "processes_indicator_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_indicator" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_indicatorlimits" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_indicatorlimits" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_indicatorlimits" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_indicatorlimits" ADD CONSTRAINT "processes_indicatorlimits_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_indicatorlimits" ADD CONSTRAINT "processes_indicatorlimits_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_indicatorlimits" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_measurement" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_measurement" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_measurement" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_measurement" ADD CONSTRAINT "processes_measurement_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_measurement" ADD CONSTRAINT "processes_measurement_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_measurement" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_measurementcorrection" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_measurementcorrection" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_measurementcorrection" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_measurementcorrection" ADD CONSTRAINT "processes_measurementcorrection_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_measurementcorrection" ADD CONSTRAINT "processes_measurementcorrection_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "processes_measurementcorrection" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_measurementcorrection" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_indicatorevaluation" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_indicatorevaluation" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_indicatorevaluation" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_indicatorevaluation" ADD CONSTRAINT "processes_indicatorevaluation_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_indicatorevaluation" ADD CONSTRAINT "processes_indicatorevaluation_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "processes_indicatorevaluation" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "processes_indicatorevaluation" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "processes_indicator" ADD CONSTRAINT "processes_indicator_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_indicator" ADD CONSTRAINT "processes_indicator_process_id_fk" FOREIGN KEY (organization_id, "process_id") REFERENCES "processes_process" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_indicatorlimits" ADD CONSTRAINT "processes_indicatorlimits_indicator_id_fk" FOREIGN KEY (organization_id, "indicator_id") REFERENCES "processes_indicator" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_indicatorlimits" ADD CONSTRAINT "processes_indicatorlimits_set_by_id_fk" FOREIGN KEY (organization_id, "set_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_measurement" ADD CONSTRAINT "processes_measurement_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_measurement" ADD CONSTRAINT "processes_measurement_indicator_id_fk" FOREIGN KEY (organization_id, "indicator_id") REFERENCES "processes_indicator" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_measurementcorrection" ADD CONSTRAINT "processes_measurementcorrection_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_measurementcorrection" ADD CONSTRAINT "processes_measurementcorrection_measurement_id_fk" FOREIGN KEY (organization_id, "measurement_id") REFERENCES "processes_measurement" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_indicatorevaluation" ADD CONSTRAINT "processes_indicatorevaluation_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_indicatorevaluation" ADD CONSTRAINT "processes_indicatorevaluation_indicator_id_fk" FOREIGN KEY (organization_id, "indicator_id") REFERENCES "processes_indicator" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "processes_characteristic" ADD COLUMN "limited_from" date NULL
;
ALTER TABLE "processes_control" ADD COLUMN "runs_from" date NULL
;
CREATE TABLE "processes_readingsreceipt" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "key" varchar(80) NOT NULL, "digest" varchar(64) NOT NULL, "answer" jsonb NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "indicator_id" uuid NOT NULL, CONSTRAINT "readings_receipt_once" UNIQUE ("organization_id", "indicator_id", "key"))
;
CREATE INDEX "processes_readingsreceipt_indicator_id_6c928843" ON "processes_readingsreceipt" ("indicator_id")
;
ALTER TABLE "processes_readingsreceipt" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "processes_readingsreceipt" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "processes_readingsreceipt" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "processes_readingsreceipt" ADD CONSTRAINT "processes_readingsreceipt_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "processes_readingsreceipt" ADD CONSTRAINT "processes_readingsreceipt_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "processes_readingsreceipt" FROM clauseway_app
;
ALTER TABLE "processes_readingsreceipt" ADD CONSTRAINT "processes_readingsreceipt_indicator_id_fk" FOREIGN KEY (organization_id, "indicator_id") REFERENCES "processes_indicator" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
DROP INDEX IF EXISTS "processes_measurement_indicator_id_4e38e265"
;
-- statement of procrastinate.0001_initial 0
;
-- statement of procrastinate.0002_drop_started_at_column 0
;
-- statement of procrastinate.0003_drop_started_at_column 0
;
-- statement of procrastinate.0004_drop_procrastinate_version_table 0
;
-- statement of procrastinate.0005_fix_procrastinate_fetch_job 0
;
-- statement of procrastinate.0006_fix_trigger_status_events_insert 0
;
-- statement of procrastinate.0007_add_queueing_lock_column 0
;
-- statement of procrastinate.0008_close_fetch_job_race_condition 0
;
-- statement of procrastinate.0009_add_defer_job_function 0
;
-- statement of procrastinate.0010_add_procrastinate_periodic_defers 0
;
-- statement of procrastinate.0011_add_foreign_key_index 0
;
-- statement of procrastinate.0012_add_locks_to_periodic_defer 0
;
-- statement of procrastinate.0013_fix_procrastinate_defer_periodic_job 0
;
-- statement of procrastinate.0014_add_finish_job_and_retry_job_functions 0
;
-- statement of procrastinate.0015_add_trigger_on_job_deletion 0
;
-- statement of procrastinate.0016_delete_finished_jobs 0
;
-- statement of procrastinate.0017_add_checks_to_finish_job 0
;
-- statement of procrastinate.0018_add_checks_to_retry_job 0
;
-- statement of procrastinate.0019_fix_finish_job_compat_issue 0
;
-- statement of procrastinate.0020_add_index_on_procrastinate_jobs 0
;
-- statement of procrastinate.0021_add_kwargs_to_defer_periodic_job 0
;
-- statement of procrastinate.0022_null_locks_excluded 0
;
-- statement of procrastinate.0023_remove_old_finish_job_function 0
;
-- statement of procrastinate.0024_job_id_bigint 0
;
-- statement of procrastinate.0026_add_job_priority 0
;
-- statement of procrastinate.0027_add_periodic_job_priority 0
;
-- statement of procrastinate.0028_add_cancel_states 0
;
-- statement of procrastinate.0029_add_additional_params_to_retry_job 0
;
-- statement of procrastinate.0031_add_indexes_for_fetch_job 0
;
-- statement of procrastinate.0032_pre_cancel_notification 0
;
-- statement of procrastinate.0033_post_cancel_notification 0
;
-- statement of procrastinate.0034_pre_add_heartbeat 0
;
-- statement of procrastinate.0035_post_add_heartbeat 0
;
-- statement of procrastinate.0037_pre_batch_defer_jobs 0
;
-- statement of procrastinate.0038_post_batch_defer_jobs 0
;
-- statement of procrastinate.0039_pre_priority_lock_fetch_job 0
;
-- statement of procrastinate.0040_pre_retry_failed_job 0
;
-- statement of procrastinate.0041_post_retry_failed_job 0
;
CREATE TABLE "resources_supplier" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "criticality" varchar(8) NOT NULL, "number" varchar(60) NOT NULL, "note" text NOT NULL, "aliases" jsonb NOT NULL, "sites" jsonb NOT NULL, "origin" varchar(40) NOT NULL, "registered" boolean NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "last_result" varchar(12) NOT NULL, "last_on" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "owner_id" uuid NULL)
;
CREATE TABLE "resources_purchase" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "number" varchar(80) NOT NULL, "fold" varchar(340) NOT NULL, "supplier_name" varchar(240) NOT NULL, "supplier_number" varchar(60) NOT NULL, "category" varchar(120) NOT NULL, "category_fold" varchar(140) NOT NULL, "ordered_on" date NOT NULL, "due_on" date NULL, "delivered_on" date NULL, "amount" numeric(15, 2) NULL, "currency" varchar(3) NOT NULL, "inspection" varchar(20) NOT NULL, "lots_bad" integer NOT NULL CHECK ("lots_bad" >= 0), "complaints" integer NOT NULL CHECK ("complaints" >= 0), "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "recorded_by_id" uuid NULL, "supplier_id" uuid NOT NULL)
;
CREATE TABLE "resources_provision" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "category" varchar(120) NOT NULL, "fold" varchar(140) NOT NULL, "control" text NOT NULL, "control_on" date NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "supplier_id" uuid NOT NULL)
;
CREATE TABLE "resources_suppliercertificate" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "standard" varchar(120) NOT NULL, "number" varchar(120) NOT NULL, "issuer" varchar(200) NOT NULL, "scope" text NOT NULL, "covers" jsonb NOT NULL, "valid_from" date NOT NULL, "valid_until" date NOT NULL, "withdrawn_on" date NULL, "withdrawn_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "item_id" uuid NULL, "recorded_by_id" uuid NULL, "supplier_id" uuid NOT NULL)
;
CREATE TABLE "resources_suppliercriteria" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "purpose" varchar(12) NOT NULL, "criteria" jsonb NOT NULL, "approve_from" smallint NOT NULL CHECK ("approve_from" >= 0), "conditional_from" smallint NOT NULL CHECK ("conditional_from" >= 0), "late_percent" smallint NULL CHECK ("late_percent" >= 0), "bad_percent" smallint NULL CHECK ("bad_percent" >= 0), "complaints" smallint NULL CHECK ("complaints" >= 0), "window_days" integer NULL CHECK ("window_days" >= 0), "reason" text NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "decided_by_id" uuid NULL)
;
CREATE TABLE "resources_supplierevaluation" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "marks" jsonb NOT NULL, "notes" jsonb NOT NULL, "percent" smallint NOT NULL CHECK ("percent" >= 0), "result" varchar(12) NOT NULL, "conditions" text NOT NULL, "conditions_until" date NULL, "reason" text NOT NULL, "changes" varchar(14) NOT NULL, "categories" jsonb NOT NULL, "on_certificates" boolean NOT NULL, "withdrawn_on" date NULL, "withdrawn_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "criteria_id" uuid NOT NULL, "examined_by_id" uuid NULL, "recorded_by_id" uuid NULL, "supplier_id" uuid NOT NULL)
;
CREATE TABLE "resources_supplierquestionnaire" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "title" varchar(200) NOT NULL, "questions" jsonb NOT NULL, "answers" jsonb NOT NULL, "due_on" date NULL, "asked_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "answered_at" timestamp with time zone NULL, "asked_by_id" uuid NULL, "supplier_id" uuid NOT NULL)
;
CREATE TABLE "resources_supplierreview" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "period_from" date NOT NULL, "figures" jsonb NOT NULL, "broken" jsonb NOT NULL, "result" varchar(20) NOT NULL, "note" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "supplier_id" uuid NOT NULL)
;
CREATE TABLE "resources_suppliersettlement" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "reason" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "supplier_id" uuid NOT NULL)
;
CREATE INDEX "supplier_criticality" ON "resources_supplier" ("organization_id", "criticality")
;
CREATE INDEX "supplier_last_on" ON "resources_supplier" ("organization_id", "last_on")
;
ALTER TABLE "resources_supplier" ADD CONSTRAINT "supplier_once" UNIQUE ("organization_id", "fold")
;
CREATE UNIQUE INDEX "supplier_number_once" ON "resources_supplier" ("organization_id", "number") WHERE NOT ("number" = '')
;
CREATE INDEX "purchase_of_supplier" ON "resources_purchase" ("organization_id", "supplier_id", "ordered_on")
;
CREATE INDEX "purchase_recent" ON "resources_purchase" ("organization_id", "ordered_on" DESC)
;
ALTER TABLE "resources_purchase" ADD CONSTRAINT "purchase_once" UNIQUE ("organization_id", "number")
;
ALTER TABLE "resources_provision" ADD CONSTRAINT "provision_once" UNIQUE ("organization_id", "supplier_id", "fold")
;
CREATE INDEX "certificate_of_supplier" ON "resources_suppliercertificate" ("organization_id", "supplier_id")
;
CREATE UNIQUE INDEX "supplier_criteria_current_once" ON "resources_suppliercriteria" ("organization_id", "purpose") WHERE "valid_until" IS NULL
;
CREATE INDEX "evaluation_of_supplier" ON "resources_supplierevaluation" ("organization_id", "supplier_id", "on" DESC)
;
CREATE INDEX "questionnaire_of_supplier" ON "resources_supplierquestionnaire" ("organization_id", "supplier_id")
;
CREATE INDEX "review_of_supplier" ON "resources_supplierreview" ("organization_id", "supplier_id", "on" DESC)
;
CREATE INDEX "settlement_of_supplier" ON "resources_suppliersettlement" ("organization_id", "supplier_id")
;
CREATE INDEX "resources_supplier_owner_id_62d1f683" ON "resources_supplier" ("owner_id")
;
CREATE INDEX "resources_purchase_recorded_by_id_17d13887" ON "resources_purchase" ("recorded_by_id")
;
CREATE INDEX "resources_purchase_supplier_id_2f1b007f" ON "resources_purchase" ("supplier_id")
;
CREATE INDEX "resources_provision_supplier_id_1201a9dd" ON "resources_provision" ("supplier_id")
;
CREATE INDEX "resources_suppliercertificate_item_id_c38fcb40" ON "resources_suppliercertificate" ("item_id")
;
CREATE INDEX "resources_suppliercertificate_recorded_by_id_9af7f8d1" ON "resources_suppliercertificate" ("recorded_by_id")
;
CREATE INDEX "resources_suppliercertificate_supplier_id_650ad7e5" ON "resources_suppliercertificate" ("supplier_id")
;
CREATE INDEX "resources_suppliercriteria_decided_by_id_e13bb91c" ON "resources_suppliercriteria" ("decided_by_id")
;
CREATE INDEX "resources_supplierevaluation_by_id_df566f1a" ON "resources_supplierevaluation" ("by_id")
;
CREATE INDEX "resources_supplierevaluation_criteria_id_fa200c16" ON "resources_supplierevaluation" ("criteria_id")
;
CREATE INDEX "resources_supplierevaluation_examined_by_id_c80cc85d" ON "resources_supplierevaluation" ("examined_by_id")
;
CREATE INDEX "resources_supplierevaluation_recorded_by_id_72fb160f" ON "resources_supplierevaluation" ("recorded_by_id")
;
CREATE INDEX "resources_supplierevaluation_supplier_id_c130b8df" ON "resources_supplierevaluation" ("supplier_id")
;
CREATE INDEX "resources_supplierquestionnaire_asked_by_id_6034526a" ON "resources_supplierquestionnaire" ("asked_by_id")
;
CREATE INDEX "resources_supplierquestionnaire_supplier_id_bebd2c30" ON "resources_supplierquestionnaire" ("supplier_id")
;
CREATE INDEX "resources_supplierreview_by_id_6bcb6bf1" ON "resources_supplierreview" ("by_id")
;
CREATE INDEX "resources_supplierreview_supplier_id_be867f1f" ON "resources_supplierreview" ("supplier_id")
;
CREATE INDEX "resources_suppliersettlement_by_id_96a63c89" ON "resources_suppliersettlement" ("by_id")
;
CREATE INDEX "resources_suppliersettlement_supplier_id_053ceea8" ON "resources_suppliersettlement" ("supplier_id")
;
ALTER TABLE "resources_supplier" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_supplier" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_supplier" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_supplier" ADD CONSTRAINT "resources_supplier_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_supplier" ADD CONSTRAINT "resources_supplier_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_supplier" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_provision" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_provision" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_provision" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_provision" ADD CONSTRAINT "resources_provision_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_provision" ADD CONSTRAINT "resources_provision_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_provision" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_suppliercertificate" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_suppliercertificate" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_suppliercertificate" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_suppliercertificate" ADD CONSTRAINT "resources_suppliercertificate_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_suppliercertificate" ADD CONSTRAINT "resources_suppliercertificate_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_suppliercertificate" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_suppliercriteria" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_suppliercriteria" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_suppliercriteria" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_suppliercriteria" ADD CONSTRAINT "resources_suppliercriteria_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_suppliercriteria" ADD CONSTRAINT "resources_suppliercriteria_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_suppliercriteria" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_supplierevaluation" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_supplierevaluation" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_supplierevaluation" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_supplierevaluation" ADD CONSTRAINT "resources_supplierevaluation_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_supplierevaluation" ADD CONSTRAINT "resources_supplierevaluation_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_supplierevaluation" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_supplierreview" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_supplierreview" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_supplierreview" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_supplierreview" ADD CONSTRAINT "resources_supplierreview_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_supplierreview" ADD CONSTRAINT "resources_supplierreview_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "resources_supplierreview" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_supplierreview" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_suppliersettlement" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_suppliersettlement" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_suppliersettlement" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_suppliersettlement" ADD CONSTRAINT "resources_suppliersettlement_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_suppliersettlement" ADD CONSTRAINT "resources_suppliersettlement_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "resources_suppliersettlement" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_suppliersettlement" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_purchase" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_purchase" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_purchase" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_purchase" ADD CONSTRAINT "resources_purchase_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_purchase" ADD CONSTRAINT "resources_purchase_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_purchase" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_supplierquestionnaire" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_supplierquestionnaire" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_supplierquestionnaire" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_supplierquestionnaire" ADD CONSTRAINT "resources_supplierquestionnaire_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_supplierquestionnaire" ADD CONSTRAINT "resources_supplierquestionnaire_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_supplierquestionnaire" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_supplier" ADD CONSTRAINT "resources_supplier_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_provision" ADD CONSTRAINT "resources_provision_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_suppliercertificate" ADD CONSTRAINT "resources_suppliercertificate_item_id_fk" FOREIGN KEY (organization_id, "item_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_suppliercertificate" ADD CONSTRAINT "resources_suppliercertificate_recorded_by_id_fk" FOREIGN KEY (organization_id, "recorded_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_suppliercertificate" ADD CONSTRAINT "resources_suppliercertificate_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_suppliercriteria" ADD CONSTRAINT "resources_suppliercriteria_decided_by_id_fk" FOREIGN KEY (organization_id, "decided_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierevaluation" ADD CONSTRAINT "resources_supplierevaluation_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierevaluation" ADD CONSTRAINT "resources_supplierevaluation_criteria_id_fk" FOREIGN KEY (organization_id, "criteria_id") REFERENCES "resources_suppliercriteria" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierevaluation" ADD CONSTRAINT "resources_supplierevaluation_examined_by_id_fk" FOREIGN KEY (organization_id, "examined_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierevaluation" ADD CONSTRAINT "resources_supplierevaluation_recorded_by_id_fk" FOREIGN KEY (organization_id, "recorded_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierevaluation" ADD CONSTRAINT "resources_supplierevaluation_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierreview" ADD CONSTRAINT "resources_supplierreview_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierreview" ADD CONSTRAINT "resources_supplierreview_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_suppliersettlement" ADD CONSTRAINT "resources_suppliersettlement_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_suppliersettlement" ADD CONSTRAINT "resources_suppliersettlement_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_purchase" ADD CONSTRAINT "resources_purchase_recorded_by_id_fk" FOREIGN KEY (organization_id, "recorded_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_purchase" ADD CONSTRAINT "resources_purchase_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierquestionnaire" ADD CONSTRAINT "resources_supplierquestionnaire_asked_by_id_fk" FOREIGN KEY (organization_id, "asked_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_supplierquestionnaire" ADD CONSTRAINT "resources_supplierquestionnaire_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of resources.0003_suppliers_of_the_stocktake 0
;
-- statement of resources.0003_suppliers_of_the_stocktake 1
;
CREATE TABLE "resources_equipment" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "identifier" varchar(60) NOT NULL, "measures" varchar(200) NOT NULL, "range" varchar(120) NOT NULL, "resolution" varchar(120) NOT NULL, "location" varchar(200) NOT NULL, "process" uuid NULL, "plan" varchar(14) NOT NULL, "plan_reason" text NOT NULL, "plan_on" date NULL, "interval_days" integer NULL CHECK ("interval_days" >= 0), "note" text NOT NULL, "origin" varchar(40) NOT NULL, "state" varchar(16) NOT NULL, "last_on" date NULL, "last_result" varchar(16) NOT NULL, "due_on" date NULL, "live_from" date NOT NULL, "live_until" date NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "owner_id" uuid NULL, "site_id" uuid NULL)
;
CREATE TABLE "resources_calibration" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "laboratory" varchar(200) NOT NULL, "number" varchar(120) NOT NULL, "traceable_to" varchar(300) NOT NULL, "found" varchar(10) NOT NULL, "left" varchar(10) NOT NULL, "result" varchar(16) NOT NULL, "error" varchar(200) NOT NULL, "limits" varchar(300) NOT NULL, "next_due" date NULL, "due_on" date NULL, "withdrawn_on" date NULL, "withdrawn_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "item_id" uuid NULL, "recorded_by_id" uuid NULL, "equipment_id" uuid NOT NULL)
;
CREATE TABLE "resources_equipmentspell" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "state" varchar(16) NOT NULL, "begins" date NOT NULL, "ends" date NULL, "because" varchar(300) NOT NULL, "ended_because" varchar(300) NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "equipment_id" uuid NOT NULL)
;
CREATE TABLE "resources_impactassessment" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "on" date NOT NULL, "since" date NULL, "looked_at" text NOT NULL, "outcome" varchar(10) NOT NULL, "done" text NOT NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "by_id" uuid NULL, "calibration_id" uuid NULL, "equipment_id" uuid NOT NULL)
;
CREATE TABLE "resources_asset" ("id" uuid NOT NULL PRIMARY KEY, "organization_id" uuid NOT NULL, "name" varchar(240) NOT NULL, "fold" varchar(280) NOT NULL, "kind" varchar(12) NOT NULL, "number" varchar(80) NOT NULL, "owner_since" date NULL, "classification" varchar(60) NOT NULL, "classified_on" date NULL, "location" varchar(200) NOT NULL, "holds" text NOT NULL, "licence" varchar(300) NOT NULL, "licence_on" date NULL, "sites" jsonb NOT NULL, "origin" varchar(40) NOT NULL, "live_from" date NOT NULL, "live_until" date NULL, "ended_how" varchar(12) NOT NULL, "ended_method" varchar(16) NOT NULL, "ended_proof" varchar(300) NOT NULL, "ended_recorded_at" timestamp with time zone NULL, "recorded_at" timestamp with time zone DEFAULT (clauseway_now()) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "classified_by_id" uuid NULL, "ended_by_id" uuid NULL, "owner_id" uuid NULL, "proof_id" uuid NULL, "supplier_id" uuid NULL, CONSTRAINT "asset_once" UNIQUE ("organization_id", "fold"))
;
CREATE INDEX "equipment_due" ON "resources_equipment" ("organization_id", "due_on")
;
CREATE INDEX "equipment_state" ON "resources_equipment" ("organization_id", "state")
;
ALTER TABLE "resources_equipment" ADD CONSTRAINT "equipment_once" UNIQUE ("organization_id", "fold")
;
CREATE UNIQUE INDEX "equipment_identifier_once" ON "resources_equipment" ("organization_id", "identifier") WHERE NOT ("identifier" = '')
;
CREATE INDEX "calibration_of" ON "resources_calibration" ("organization_id", "equipment_id", "on" DESC)
;
CREATE INDEX "spell_of" ON "resources_equipmentspell" ("organization_id", "equipment_id", "begins")
;
CREATE UNIQUE INDEX "equipment_set_aside_once" ON "resources_equipmentspell" ("organization_id", "equipment_id") WHERE "ends" IS NULL
;
CREATE INDEX "impact_of" ON "resources_impactassessment" ("organization_id", "equipment_id", "on" DESC)
;
CREATE INDEX "resources_equipment_owner_id_c29b1f80" ON "resources_equipment" ("owner_id")
;
CREATE INDEX "resources_equipment_site_id_cc0b3f5c" ON "resources_equipment" ("site_id")
;
CREATE INDEX "resources_calibration_by_id_5c530534" ON "resources_calibration" ("by_id")
;
CREATE INDEX "resources_calibration_item_id_414c1588" ON "resources_calibration" ("item_id")
;
CREATE INDEX "resources_calibration_recorded_by_id_dc302e17" ON "resources_calibration" ("recorded_by_id")
;
CREATE INDEX "resources_calibration_equipment_id_1c38a267" ON "resources_calibration" ("equipment_id")
;
CREATE INDEX "resources_equipmentspell_by_id_aaa58573" ON "resources_equipmentspell" ("by_id")
;
CREATE INDEX "resources_equipmentspell_equipment_id_0a998933" ON "resources_equipmentspell" ("equipment_id")
;
CREATE INDEX "resources_impactassessment_by_id_9a079cb2" ON "resources_impactassessment" ("by_id")
;
CREATE INDEX "resources_impactassessment_calibration_id_93f4ba49" ON "resources_impactassessment" ("calibration_id")
;
CREATE INDEX "resources_impactassessment_equipment_id_dbbf4635" ON "resources_impactassessment" ("equipment_id")
;
CREATE INDEX "resources_asset_classified_by_id_c30e85e3" ON "resources_asset" ("classified_by_id")
;
CREATE INDEX "resources_asset_ended_by_id_6c27c2c5" ON "resources_asset" ("ended_by_id")
;
CREATE INDEX "resources_asset_owner_id_430ce2a9" ON "resources_asset" ("owner_id")
;
CREATE INDEX "resources_asset_proof_id_1016501f" ON "resources_asset" ("proof_id")
;
CREATE INDEX "resources_asset_supplier_id_028fb5b8" ON "resources_asset" ("supplier_id")
;
CREATE INDEX "asset_kind" ON "resources_asset" ("organization_id", "kind")
;
CREATE INDEX "asset_owner" ON "resources_asset" ("organization_id", "owner_id")
;
ALTER TABLE "resources_equipment" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_equipment" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_equipment" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_equipment" ADD CONSTRAINT "resources_equipment_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_equipment" ADD CONSTRAINT "resources_equipment_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_equipment" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_calibration" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_calibration" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_calibration" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_calibration" ADD CONSTRAINT "resources_calibration_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_calibration" ADD CONSTRAINT "resources_calibration_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_calibration" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_equipmentspell" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_equipmentspell" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_equipmentspell" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_equipmentspell" ADD CONSTRAINT "resources_equipmentspell_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_equipmentspell" ADD CONSTRAINT "resources_equipmentspell_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_equipmentspell" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_impactassessment" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_impactassessment" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_impactassessment" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_impactassessment" ADD CONSTRAINT "resources_impactassessment_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_impactassessment" ADD CONSTRAINT "resources_impactassessment_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
REVOKE UPDATE, DELETE, TRUNCATE ON "resources_impactassessment" FROM clauseway_app
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_impactassessment" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_asset" ENABLE ROW LEVEL SECURITY
;
CREATE POLICY tenant ON "resources_asset" USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid) WITH CHECK (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
;
CREATE POLICY guest ON "resources_asset" AS RESTRICTIVE USING ((nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0)
;
ALTER TABLE "resources_asset" ADD CONSTRAINT "resources_asset_tenant_key" UNIQUE (organization_id, id)
;
ALTER TABLE "resources_asset" ADD CONSTRAINT "resources_asset_organization_fk" FOREIGN KEY (organization_id) REFERENCES organization_organization (id)
;
CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "resources_asset" FOR EACH ROW EXECUTE FUNCTION clauseway_trail()
;
ALTER TABLE "resources_equipment" ADD CONSTRAINT "resources_equipment_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_equipment" ADD CONSTRAINT "resources_equipment_site_id_fk" FOREIGN KEY (organization_id, "site_id") REFERENCES "organization_site" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_calibration" ADD CONSTRAINT "resources_calibration_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_calibration" ADD CONSTRAINT "resources_calibration_item_id_fk" FOREIGN KEY (organization_id, "item_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_calibration" ADD CONSTRAINT "resources_calibration_recorded_by_id_fk" FOREIGN KEY (organization_id, "recorded_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_calibration" ADD CONSTRAINT "resources_calibration_equipment_id_fk" FOREIGN KEY (organization_id, "equipment_id") REFERENCES "resources_equipment" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_equipmentspell" ADD CONSTRAINT "resources_equipmentspell_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_equipmentspell" ADD CONSTRAINT "resources_equipmentspell_equipment_id_fk" FOREIGN KEY (organization_id, "equipment_id") REFERENCES "resources_equipment" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_impactassessment" ADD CONSTRAINT "resources_impactassessment_by_id_fk" FOREIGN KEY (organization_id, "by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_impactassessment" ADD CONSTRAINT "resources_impactassessment_calibration_id_fk" FOREIGN KEY (organization_id, "calibration_id") REFERENCES "resources_calibration" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_impactassessment" ADD CONSTRAINT "resources_impactassessment_equipment_id_fk" FOREIGN KEY (organization_id, "equipment_id") REFERENCES "resources_equipment" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_asset" ADD CONSTRAINT "resources_asset_classified_by_id_fk" FOREIGN KEY (organization_id, "classified_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_asset" ADD CONSTRAINT "resources_asset_ended_by_id_fk" FOREIGN KEY (organization_id, "ended_by_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_asset" ADD CONSTRAINT "resources_asset_owner_id_fk" FOREIGN KEY (organization_id, "owner_id") REFERENCES "organization_person" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_asset" ADD CONSTRAINT "resources_asset_proof_id_fk" FOREIGN KEY (organization_id, "proof_id") REFERENCES "evidence_item" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "resources_asset" ADD CONSTRAINT "resources_asset_supplier_id_fk" FOREIGN KEY (organization_id, "supplier_id") REFERENCES "resources_supplier" (organization_id, id) DEFERRABLE INITIALLY DEFERRED
;
-- statement of resources.0005_equipment_and_assets_tenancy 1
;
-- statement of resources.0005_equipment_and_assets_tenancy 2
;
-- statement of resources.0005_equipment_and_assets_tenancy 3
;
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" timestamp with time zone NOT NULL)
;
CREATE INDEX "django_session_session_key_c0390e0f_like" ON "django_session" ("session_key" varchar_pattern_ops)
;
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date")
;
CREATE TABLE "django_site" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "domain" varchar(100) NOT NULL, "name" varchar(50) NOT NULL)
;
ALTER TABLE "django_site" ADD CONSTRAINT "django_site_domain_a2e37b91_uniq" UNIQUE ("domain")
;
CREATE INDEX "django_site_domain_a2e37b91_like" ON "django_site" ("domain" varchar_pattern_ops)
;
CREATE TABLE "socialaccount_socialaccount" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "provider" varchar(30) NOT NULL, "uid" varchar(191) NOT NULL, "last_login" timestamp with time zone NOT NULL, "date_joined" timestamp with time zone NOT NULL, "extra_data" text NOT NULL, "user_id" uuid NOT NULL)
;
CREATE TABLE "socialaccount_socialapp" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "provider" varchar(30) NOT NULL, "name" varchar(40) NOT NULL, "client_id" varchar(100) NOT NULL, "secret" varchar(100) NOT NULL, "key" varchar(100) NOT NULL)
;
CREATE TABLE "socialaccount_socialapp_sites" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "socialapp_id" integer NOT NULL, "site_id" integer NOT NULL)
;
CREATE TABLE "socialaccount_socialtoken" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token" text NOT NULL, "token_secret" text NOT NULL, "expires_at" timestamp with time zone NULL, "account_id" integer NOT NULL, "app_id" integer NOT NULL)
;
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq" UNIQUE ("app_id", "account_id")
;
ALTER TABLE "socialaccount_socialaccount" ADD CONSTRAINT "socialaccount_socialaccount_provider_uid_fc810c6e_uniq" UNIQUE ("provider", "uid")
;
ALTER TABLE "socialaccount_socialaccount" ADD CONSTRAINT "socialaccount_social_user_id_8146e70c_fk_organizat" FOREIGN KEY ("user_id") REFERENCES "organization_user" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "socialaccount_socialaccount_user_id_8146e70c" ON "socialaccount_socialaccount" ("user_id")
;
ALTER TABLE "socialaccount_socialapp_sites" ADD CONSTRAINT "socialaccount_socialapp__socialapp_id_site_id_71a9a768_uniq" UNIQUE ("socialapp_id", "site_id")
;
ALTER TABLE "socialaccount_socialapp_sites" ADD CONSTRAINT "socialaccount_social_socialapp_id_97fb6e7d_fk_socialacc" FOREIGN KEY ("socialapp_id") REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "socialaccount_socialapp_sites" ADD CONSTRAINT "socialaccount_social_site_id_2579dee5_fk_django_si" FOREIGN KEY ("site_id") REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "socialaccount_socialapp_sites_socialapp_id_97fb6e7d" ON "socialaccount_socialapp_sites" ("socialapp_id")
;
CREATE INDEX "socialaccount_socialapp_sites_site_id_2579dee5" ON "socialaccount_socialapp_sites" ("site_id")
;
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_social_account_id_951f210e_fk_socialacc" FOREIGN KEY ("account_id") REFERENCES "socialaccount_socialaccount" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_social_app_id_636a42d7_fk_socialacc" FOREIGN KEY ("app_id") REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED
;
CREATE INDEX "socialaccount_socialtoken_account_id_951f210e" ON "socialaccount_socialtoken" ("account_id")
;
CREATE INDEX "socialaccount_socialtoken_app_id_636a42d7" ON "socialaccount_socialtoken" ("app_id")
;
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "client_id" TYPE varchar(191)
;
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "key" TYPE varchar(191)
;
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "secret" TYPE varchar(191)
;
ALTER TABLE "socialaccount_socialapp" ADD COLUMN "provider_id" varchar(200) DEFAULT '' NOT NULL
;
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "provider_id" DROP DEFAULT
;
ALTER TABLE "socialaccount_socialapp" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL
;
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "settings" DROP DEFAULT
;
ALTER TABLE "socialaccount_socialaccount" ALTER COLUMN "provider" TYPE varchar(200)
;
SET CONSTRAINTS "socialaccount_social_app_id_636a42d7_fk_socialacc" IMMEDIATE; ALTER TABLE "socialaccount_socialtoken" DROP CONSTRAINT "socialaccount_social_app_id_636a42d7_fk_socialacc"
;
ALTER TABLE "socialaccount_socialtoken" ALTER COLUMN "app_id" DROP NOT NULL
;
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_social_app_id_636a42d7_fk_socialacc" FOREIGN KEY ("app_id") REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED
;
ALTER TABLE "socialaccount_socialaccount" ALTER COLUMN "extra_data" TYPE jsonb USING "extra_data"::jsonb

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include <exports/exports.hpp>

#include "integration/push/given.hpp"
#include "support/plan.hpp"

using namespace backbone;
using namespace backbone::exports;
using namespace backbone::testing;

namespace {

using Lines = std::vector<std::string>;

/// The lines of a file, without the head.
Lines rows_of(TestDatabase& database, std::string_view file, Privacy privacy = Privacy::show_identities)
{
    const auto found = std::ranges::find(all(), file, &Export::file);
    REQUIRE(found != all().end());
    std::string text;
    const std::int64_t count =
        found->write(database.connect()->queries(), privacy, [&](std::string_view piece) { text += piece; });
    Lines lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find("\r\n", begin);
        REQUIRE(end != std::string::npos);
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 2;
    }
    REQUIRE_FALSE(lines.empty());
    lines.erase(lines.begin());
    CHECK(std::ssize(lines) == count);
    return lines;
}

std::string line(std::string_view text, const Person& alice, const Person& bob)
{
    return fmt::format(fmt::runtime(text), fmt::arg("alice", alice.address.text()), fmt::arg("bob", bob.address.text()),
                       fmt::arg("alice_device", alice.device.text()));
}

/// Alice, who came with a client whose name needs quotes, and what there may be of her and Bob, whose client is gone.
struct World
{
    explicit World(TestDatabase& database) : app(database, with_dummy_platform), alice(app.person()), bob(app.person())
    {
        const std::vector<std::string> rows{
            "INSERT INTO oauth_clients (client_id, display_name, secret_hash, default_tier_id, created_at) "
            "VALUES ('app', 'The \"App\", GmbH', 'x', 'TIRtest0000000000000', 0)",
            line("UPDATE identities SET client_id = 'app' WHERE address = '{alice}'", alice, bob),
            line("INSERT INTO relationship_templates (id, created_by, created_by_device, created_at, content) "
                 "VALUES ('RLT1', '{bob}', 'DVC1', 1000000, 'AQID')",
                 alice, bob),
            line("INSERT INTO relationship_template_allocations (template_id, allocated_by, allocated_by_device, "
                 "allocated_at) VALUES ('RLT1', '{alice}', 'DVC1', 2000000)",
                 alice, bob),
            line("INSERT INTO relationships (id, template_id, pair, from_address, to_address, created_at, status, "
                 "revision, from_has_decomposed, to_has_decomposed) "
                 "VALUES ('REL1', 'RLT1', 'pair', '{alice}', '{bob}', 3000000, 20, 1, 1, 0)",
                 alice, bob),
            line("INSERT INTO files (id, created_at, created_by, created_by_device, owner, owner_signature, "
                 "ownership_token, ownership_is_locked, cipher_size, cipher_hash, expires_at, encrypted_properties) "
                 "VALUES ('FIL1', 1000000, '{alice}', 'DVC1', '{bob}', 'AQID', 'a', 0, 77, 'AQID', 9000000, 'AQID')",
                 alice, bob),
            line("INSERT INTO messages (id, created_at, created_by, created_by_device, kept_by_sender, kept_by_either, "
                 "body) VALUES ('MSG1', 1000000, '{alice}', 'DVC1', 2, 2, 'AQIDBA')",
                 alice, bob),
            line("INSERT INTO message_recipients (message_id, position, address, relationship_id, encrypted_key, "
                 "created_at, received_at, is_decomposed_by_recipient, is_decomposed_by_sender) "
                 "VALUES ('MSG1', 0, '{bob}', 'REL1', 'A', 1000000, 2000000, 0, 0), "
                 "('MSG1', 1, '{alice}', 'REL2', 'A', 1000000, NULL, 0, 0)",
                 alice, bob),
            line("INSERT INTO datawallet_modifications (owner, modification_index, id, datawallet_version, type, "
                 "collection, object_identifier, payload_category, encrypted_payload, created_at, created_by_device, "
                 "group_key, standing) VALUES ('{alice}', 0, 'DWM1', 1, 3, 'Files', 'o1', NULL, NULL, 1000000, 'DVC1', "
                 "'g', 0), ('{alice}', 1, 'DWM2', 1, 0, 'Files', 'o2', 'Content', 'AQID', 2000000, 'DVC1', 'g', 0)",
                 alice, bob),
            line("INSERT INTO tokens (id, created_by, created_at, expires_at, content, access_failed_count) "
                 "VALUES ('TOK1', '{alice}', 1000000, 9000000, 'AQ', 0), ('TOK2', NULL, 1000000, 9000000, NULL, 0)",
                 alice, bob),
            line("INSERT INTO external_events (owner, event_index, id, type, created_at, payload, sync_error_count, "
                 "is_delivery_blocked) VALUES ('{alice}', 0, 'FEX1', 0, 0, 'x', 2, 0)",
                 alice, bob),
            line("INSERT INTO sync_errors (owner, event_index, attempt, error_code, created_at) "
                 "VALUES ('{alice}', 0, 1, 'code.1', 1000000), ('{alice}', 0, 2, 'code.2', 2000000)",
                 alice, bob),
            "INSERT INTO identity_deletion_audit_log (id, process_id, created_at, message_key, identity_address_hash, "
            "old_status, new_status) VALUES ('IDA1', 'IDP1', 1000000, 'StartedByOwner', 'a-_b', NULL, 1)",
        };
        for (const std::string& row : rows) REQUIRE(change_rows(app.database(), row) > 0);
    }

    std::string operator()(std::string_view text) const { return line(text, alice, bob); }

    TestApplication app;
    Person alice;
    Person bob;
};

}  // namespace

TEST_ON_EACH_DATABASE("an export tells what there is, whose it is, and which app that came with", "[exports]", database)
{
    const World world(database);

    CHECK(rows_of(database, "deletionAuditLogItems.csv") ==
          Lines{",Active,a+/b,StartedByOwner,1970-01-01T00:00:01.000Z"});
    CHECK(rows_of(database, "relationshipTemplates.csv") ==
          Lines{world("RLT1,{bob},,,1970-01-01T00:00:01.000Z,1970-01-01T00:00:02.000Z")});
    CHECK(rows_of(database, "relationships.csv") ==
          Lines{world("REL1,RLT1,{alice},app,\"The \"\"App\"\", GmbH\",{bob},,,1970-01-01T00:00:03.000Z,Active,True,"
                      "False,1970-01-01T00:00:01.000Z")});
    CHECK(rows_of(database, "files.csv") ==
          Lines{world("FIL1,{alice},app,\"The \"\"App\"\", GmbH\",1970-01-01T00:00:01.000Z,,{bob},,,77,"
                      "1970-01-01T00:00:09.000Z")});
    CHECK(rows_of(database, "messages.csv") ==
          Lines{world("MSG1,{alice},app,\"The \"\"App\"\", GmbH\",REL1,{bob},,,1970-01-01T00:00:01.000Z,"
                      "1970-01-01T00:00:02.000Z,4")});
    CHECK(
        rows_of(database, "datawalletModifications.csv") ==
        Lines{world("DWM1,1970-01-01T00:00:01.000Z,{alice},app,\"The \"\"App\"\", GmbH\",o1,Files,CacheChanged,,"),
              world("DWM2,1970-01-01T00:00:02.000Z,{alice},app,\"The \"\"App\"\", GmbH\",o2,Files,Create,Content,3")});
    CHECK(rows_of(database, "tokens.csv") ==
          Lines{world("TOK1,1970-01-01T00:00:01.000Z,{alice},app,\"The \"\"App\"\", GmbH\",1,1970-01-01T00:00:09.000Z"),
                "TOK2,1970-01-01T00:00:01.000Z,,,,0,1970-01-01T00:00:09.000Z"});
    CHECK(rows_of(database, "syncErrors.csv") ==
          Lines{world("FEX1-1,{alice},app,\"The \"\"App\"\", GmbH\",1970-01-01T00:00:01.000Z,code.1"),
                world("FEX1-2,{alice},app,\"The \"\"App\"\", GmbH\",1970-01-01T00:00:02.000Z,code.2")});
}

TEST_ON_EACH_DATABASE("an export tells of devices when and how they are used", "[exports]", database)
{
    World world(database);
    given_registration(world.app, world.alice);
    change_rows(database, world("UPDATE devices SET last_login_at = 5000000 WHERE id = '{alice_device}'"));
    change_rows(database, world("UPDATE identities SET status = 1, deletion_grace_period_ends_at = 6000000 "
                                "WHERE address = '{alice}'"));
    change_rows(database, world("DELETE FROM devices WHERE identity_address = '{bob}'"));

    CHECK(rows_of(database, "devices.csv") ==
          Lines{world("{alice_device},1970-01-01T00:00:05.000Z,{alice},2026-01-01T00:00:00.000Z,Test,ToBeDeleted,"
                      "1970-01-01T00:00:06.000Z,app,\"The \"\"App\"\", GmbH\",Dummy")});
}

TEST_ON_EACH_DATABASE("an export tells of nobody in particular unless that is wanted", "[exports]", database)
{
    const World world(database);
    for (const Export& table : all()) {
        INFO(table.file);
        const Lines rows = rows_of(database, table.file, Privacy::hide_identities);
        CHECK(rows.size() == rows_of(database, table.file).size());
        for (const std::string& row : rows) {
            CHECK_THAT(row, !Catch::Contains("did:e:"));
            const bool is_error_id = row.starts_with("FEX1-");
            for (const char* prefix : {"DVC", "RLT", "REL", "FIL", "MSG", "DWM", "TOK"}) {
                CHECK((is_error_id || row.find(prefix) == std::string::npos));
            }
        }
    }
}

TEST_ON_EACH_DATABASE("an export of many rows has each of them once", "[exports]", database)
{
    const World world(database);
    constexpr Statement kModification{"test.insert_modification", R"(
        INSERT INTO datawallet_modifications (owner, modification_index, id, datawallet_version, type, collection,
                                              object_identifier, created_at, created_by_device, group_key, standing)
        VALUES (:owner, :index, :id, 1, 0, 'Files', 'o', 0, 'DVC1', 'g', 0))"};
    constexpr Statement kToken{"test.insert_token", R"(
        INSERT INTO tokens (id, created_at, expires_at, access_failed_count) VALUES (:id, 0, 0, 0))"};
    database.connect()->transaction([&](Transaction& tx) {
        for (int i = 0; i < 1200; ++i) {
            tx.execute(kModification, i % 2 == 0 ? world.bob.address : world.alice.address, 10 + i,
                       Id<"DWM">::generate(database.random));
            tx.execute(kToken, Id<"TOK">::generate(database.random));
        }
    });
    for (const auto& [file, count] : {std::pair{"datawalletModifications.csv", 1202}, std::pair{"tokens.csv", 1202}}) {
        const Lines rows = rows_of(database, file);
        CHECK(std::ssize(rows) == count);
        CHECK(std::ssize(std::set(rows.begin(), rows.end())) == count);
    }
}

TEST_CASE("exports are read in the order of keys", "[exports][sqlite]")
{
    const auto database = sqlite_database();
    for (const SourceStatement& statement : source_statements()) {
        if (!statement.name.starts_with("exports.")) continue;
        INFO(statement.name);
        const auto plan = plan_of(*database, statement);
        for (const PlanStep& step : plan) {
            INFO(step.description);
            const bool scans_a_table = step.description.starts_with("SCAN") && step.description != "SCAN same" &&
                                       step.description != "SCAN others" && step.description != "SCAN on_page";
            CHECK_FALSE(scans_a_table);
        }
    }
}

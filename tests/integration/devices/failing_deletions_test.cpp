#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/deletion_processes.hpp>

#include "devices/src/audit_log.hpp"
#include "devices/src/use_cases.hpp"
#include "integration/devices/given_deletion.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

class KeptLog final : public LogSink
{
  public:
    explicit KeptLog(std::function<void()> act = {}) : act_(std::move(act)) {}

    bool takes(LogLevel) const noexcept override { return true; }
    void write(const LogEntry& entry) noexcept override
    {
        std::string& line = lines.emplace_back(name_of(entry.level)).append(": ").append(entry.message);
        for (const LogField& field : entry.fields) line.append(" ").append(std::get<std::string_view>(field.value));
        if (act_) act_();
    }

    std::vector<std::string> lines;

  private:
    /// What somebody else does when something was logged.
    std::function<void()> act_;
};

/// Runs the job with a deleter that fails for that reason.
void fail_to_delete(TestApplication& app, KeptLog& log, const std::string& reason)
{
    const auto connection = app.database().connect();
    JobContext context{*connection, app.clock(), app.database().random, app.application().installation(),
                       [] { return false; }};
    const auto fail = [&](Transaction&, const IdentityAddress&, const InstallationOptions&) -> bool {
        throw std::runtime_error(reason);
    };
    devices::delete_identities({{"Broken", fail}}, Logger(log, "devices"), context);
}

}  // namespace

TEST_ON_EACH_DATABASE("each run of a deletion that fails is told to the log, each reason noted once", "[devices]",
                      database)
{
    TestApplication app(database);
    const std::string process = given_deletion(app, app.person());
    const std::string reason = "the disk is full";
    const std::string another_reason = "the disk is gone";
    KeptLog log;

    for (const std::string& why : {reason, reason, another_reason, reason}) {
        fail_to_delete(app, log, why);
        app.clock().advance(kDay);
    }

    const std::string line = "error: the deletion of an identity failed " + process + " ";
    CHECK(log.lines == std::vector{line + reason, line + reason, line + another_reason, line + reason});
    CHECK(texts_in(database,
                   "SELECT additional_data FROM identity_deletion_audit_log "
                   "WHERE message_key = 'ErrorDuringDeletion' ORDER BY created_at") ==
          std::vector<std::string>{R"({"errorMessage":"the disk is full"})", R"({"errorMessage":"the disk is gone"})"});
}

TEST_ON_EACH_DATABASE("a deletion that another run completed is not noted as failed", "[devices]", database)
{
    TestApplication app(database);
    given_deletion(app, app.person());
    KeptLog log([&] { app.run_job(kDeletionJob); });

    fail_to_delete(app, log, "the disk is full");

    CHECK(log.lines.size() == 1);
    CHECK(texts_in(database,
                   "SELECT message_key FROM identity_deletion_audit_log "
                   "WHERE message_key IN ('DeletionCompleted', 'ErrorDuringDeletion')") ==
          std::vector<std::string>{"DeletionCompleted"});
}

TEST_ON_EACH_DATABASE("the newest two thousand entries of a log of deletions are shown", "[devices]", database)
{
    const IdentityAddress alice = TestApplication::with_new_keys().address;
    const auto process = devices::DeletionProcessId::parse("IDP00000000000000001").value();
    change_rows(
        database,
        fmt::format(
            "INSERT INTO identity_deletion_audit_log (id, process_id, created_at, message_key, identity_address_hash) "
            "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2001) "
            "SELECT 'IDA' || SUBSTR(CAST(100000000000000000 + n AS VARCHAR(18)), 2), '{}', n, 'StartedByOwner', '{}' "
            "FROM numbers",
            process.text(), devices::audit_hash(alice.text()).text()));
    const auto connection = database.connect();

    for (const auto& log : {devices::deletion_log_of(connection->queries(), alice),
                            devices::deletion_log_of(connection->queries(), process)}) {
        REQUIRE(log.size() == 2000);
        CHECK(log.front().created_at.microseconds() == 2);
        CHECK(log.back().created_at.microseconds() == 2001);
    }
}

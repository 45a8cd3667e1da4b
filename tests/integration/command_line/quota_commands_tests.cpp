#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <backbone/identity_address.hpp>

#include "integration/command_line/program_calls.hpp"

using namespace backbone::program::test;

namespace {

/// An installation with a migrated database and one tier beside those of the system.
class WithTier : public Installation
{
  public:
    WithTier()
    {
        REQUIRE(call({"migrate"}).exit_code == 0);
        REQUIRE(call({"tier", "create", "--name", "Gold"}).exit_code == 0);
    }
};

constexpr const char* kNobody = "did:e:localhost:dids:7e7c1d5e1c0f2a4b6c8d4a";

}  // namespace

TEST_CASE("A quota of a tier is made, shown and deleted", "[command_line][quotas]")
{
    const WithTier installation;
    const Outcome created = installation.call(
        {"quota", "create", "--tier", "Gold", "--metric", "NumberOfTokens", "--max", "5", "--period", "month"});
    REQUIRE(created.exit_code == 0);
    const auto quota = boost::json::parse(created.out);
    const std::string id(quota.at("id").as_string());
    CHECK(id.starts_with("TQD"));
    CHECK(quota.at("metric") == "NumberOfTokens");
    CHECK(quota.at("max") == 5);
    CHECK(quota.at("period") == "Month");

    CHECK(boost::json::parse(installation.call({"quota", "list", "--tier", "Gold"}).out) == quota);
    const Outcome table = installation.call({"quota", "list", "--tier", "Gold", "--output", "table"});
    CHECK_THAT(table.out, Catch::StartsWith("ID  ") && Catch::Contains(id) && Catch::Contains("NumberOfTokens"));

    const Outcome deleted = installation.call({"quota", "delete", "--tier", "Gold", id});
    CHECK(deleted.exit_code == 0);
    CHECK(deleted.out == "The quota " + id + " was deleted.\n");
    CHECK(installation.call({"quota", "list", "--tier", "Gold"}).out.empty());
    CHECK(installation.call({"quota", "delete", "--tier", "Gold", id}).exit_code == 1);
}

TEST_CASE("What is wrong with a quota is told with its code", "[command_line][quotas]")
{
    const WithTier installation;
    const auto refusal = [&](const std::vector<std::string>& owner, const char* metric, const char* max) {
        std::vector<std::string> words{"quota", "create"};
        words.insert(words.end(), owner.begin(), owner.end());
        words.insert(words.end(), {"--metric", metric, "--max", max, "--period", "Day"});
        const Outcome outcome = installation.call(words);
        CHECK(outcome.exit_code == 1);
        return outcome.err;
    };
    CHECK_THAT(refusal({"--tier", "Gold"}, "NumberOfThings", "1"), Catch::Contains("unsupportedMetricKey"));
    CHECK_THAT(refusal({"--tier", "Gold"}, "NumberOfTokens", "-1"), Catch::Contains("invalidValueForMaxLimitInQuota"));
    CHECK_THAT(refusal({"--tier", "Silver"}, "NumberOfTokens", "1"), Catch::Contains("recordNotFound"));
    CHECK_THAT(refusal({"--identity", kNobody}, "NumberOfTokens", "1"), Catch::Contains("recordNotFound"));

    const std::string unknown = backbone::IdentityAddress::of_deleted_identity("localhost").text();
    const Outcome of_nobody = installation.call({"quota", "list", "--identity", unknown});
    CHECK(of_nobody.exit_code == 1);
    CHECK_THAT(of_nobody.err, Catch::Contains("recordNotFound"));

    CHECK(installation.call({"quota", "list"}).exit_code == 2);
    CHECK(installation.call({"quota", "list", "--tier", "Gold", "--identity", kNobody}).exit_code == 2);
    CHECK(installation
              .call({"quota", "create", "--tier", "Gold", "--metric", "NumberOfTokens", "--max", "1", "--period",
                     "Decade"})
              .exit_code == 2);
}

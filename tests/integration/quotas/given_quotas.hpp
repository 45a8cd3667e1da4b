#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <messages/options.hpp>

#include "integration/files/given_files.hpp"
#include "integration/relationships/given.hpp"
#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

/// What tests of quotas begin with, and how they ask.
namespace backbone::testing {

inline const std::vector<std::string> kMetrics{"NumberOfSentMessages",
                                               "NumberOfRelationships",
                                               "NumberOfRelationshipTemplates",
                                               "NumberOfFiles",
                                               "NumberOfTokens",
                                               "UsedFileStorageSpace",
                                               "NumberOfStartedDeletionProcesses",
                                               "NumberOfCreatedChallenges",
                                               "NumberOfCreatedDatawalletModifications",
                                               "NumberOfCreatedDevices"};

inline constexpr std::string_view kExhausted = "429 quotaExhausted";

inline std::string quotas_path(const Person& person, std::string_view quota = "")
{
    return fmt::format("/api/v1/Identities/{}/Quotas{}{}", person.address.text(), quota.empty() ? "" : "/", quota);
}

inline std::string tier_quotas_path(std::string_view tier, std::string_view quota = "")
{
    return fmt::format("/api/v1/Tiers/{}/Quotas{}{}", tier, quota.empty() ? "" : "/", quota);
}

/// The tier of each `app.person()`.
inline constexpr std::string_view kTestTier = "TIRtest0000000000000";

inline std::string quota_json(std::string_view metric, int max, std::string_view period = "Total")
{
    return fmt::format(R"({{"metricKey":"{}","max":{},"period":"{}"}})", metric, max, period);
}

/// Answers the id.
inline std::string given_quota(TestApplication& app, const Person& person, std::string_view metric, int max,
                               std::string_view period = "Total")
{
    return app.admin().post(quotas_path(person), quota_json(metric, max, period)).text("result.id");
}

inline std::string given_tier_quota(TestApplication& app, std::string_view metric, int max,
                                    std::string_view period = "Total", std::string_view tier = kTestTier)
{
    return app.admin().post(tier_quotas_path(tier), quota_json(metric, max, period)).text("result.id");
}

inline Answer own_quotas(TestApplication& app, const Person& person)
{
    return app.get("/api/v2/Quotas", app.with_new_token(person));
}

/// What the identity sees of the usage of its first quota for the metric and period; -1 without such a quota.
inline std::int64_t usage_of(TestApplication& app, const Person& person, std::string_view metric,
                             std::string_view period = "Total")
{
    const Answer answer = own_quotas(app, person);
    INFO(answer.body);
    for (const auto& group : answer.at("result").as_array()) {
        for (const auto& quota : group.at("quotas").as_array()) {
            if (quota.at("metricKey").as_string() == metric && quota.at("period").as_string() == period) {
                return quota.at("usage").as_int64();
            }
        }
    }
    return -1;
}

inline Answer create_token(TestApplication& app, const Person& as)
{
    return app.post("/api/v2/Tokens", R"({"expiresAt":"2199-01-02","content":"AAAA"})", as);
}

inline Answer create_template(TestApplication& app, const Person& as)
{
    return app.post(std::string(kTemplates), R"({"content":"AQID","expiresAt":"2199-01-02"})", as);
}

inline Answer upload_content(TestApplication& app, const Person& as, std::string content = "the content")
{
    return upload(app, as, with({"expiresAt", "2199-01-02"}, right_form(std::move(content))));
}

inline Answer send_message(TestApplication& app, const Person& as, const std::vector<Person>& to)
{
    std::vector<std::string> recipients;
    for (const Person& person : to) {
        recipients.push_back(fmt::format(R"({{"address":"{}","encryptedKey":"{}"}})", person.address.text(),
                                         Base64Url::encode(std::string(40, 'x')).text()));
    }
    return app.post("/api/v2/Messages",
                    fmt::format(R"({{"recipients":[{}],"body":"AQIDBA"}})", fmt::join(recipients, ",")), as);
}

/// An active relationship.
inline std::string relate(TestApplication& app, const Person& from, const Person& to)
{
    return given_relationship(app, from, to, {"to Accept"});
}

}  // namespace backbone::testing

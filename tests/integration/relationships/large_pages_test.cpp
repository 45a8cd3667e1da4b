#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/paging.hpp>

#include "integration/relationships/given.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr std::size_t kRecords = 15;
constexpr std::size_t kCharacters = 4'480'000;
static_assert(kRecords * kCharacters > kMaximumBytesOfPage);

/// In base64url.
std::string content()
{
    return std::string(kCharacters, 'A');
}

void check_pages(TestApplication& app, const Person& reader, std::string_view path, const std::vector<std::string>& ids)
{
    REQUIRE(ids.size() == kRecords);
    const std::string all = fmt::format("{}?ids={}", path, fmt::join(ids, "&ids="));
    CHECK(outcome_of(app.get(all, reader)) == "400 validation.pagination.invalidPageSize");
    const Answer some = app.get(all + "&pageSize=4&pageNumber=4", reader);
    REQUIRE(some.status == 200);
    CHECK(some.at("result").as_array().size() == 3);
}

}  // namespace

TEST_ON_EACH_DATABASE("a page of templates is refused when it is too large", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string body = fmt::format(R"({{"content":"{}"}})", content());
    std::vector<std::string> ids{app.post(std::string(kTemplates), body, alice).text("result.id")};
    constexpr Statement kCopy{"test.copy_template", R"(
        INSERT INTO relationship_templates (id, created_by, created_by_device, created_at, content)
        SELECT :id, created_by, created_by_device, created_at, content FROM relationship_templates
        WHERE id = :original)"};
    while (ids.size() < kRecords) {
        ids.emplace_back(relationships::RelationshipTemplateId::generate(database.random).text());
        database.connect()->queries().execute(kCopy, ids.back(), ids.front());
    }

    check_pages(app, alice, kTemplates, ids);
}

TEST_ON_EACH_DATABASE("a page of relationships is refused when it is too large", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string body = fmt::format(R"({{"relationshipTemplateId":"{}","creationContent":"{}"}})",
                                         given_template(app, alice), content());
    std::vector<std::string> ids{app.post(std::string(kRelationships), body, app.person()).text("result.id")};
    // Rejected ones, as there is only one living relationship for a pair.
    constexpr Statement kCopy{"test.copy_relationship", R"(
        INSERT INTO relationships (id, pair, from_address, to_address, created_at, status, revision,
                                   from_has_decomposed, to_has_decomposed, creation_content)
        SELECT :id, pair, from_address, to_address, created_at, 30, revision, from_has_decomposed, to_has_decomposed,
               creation_content
        FROM relationships WHERE id = :original)"};
    constexpr Statement kCopyLog{"test.copy_audit_log", R"(
        INSERT INTO relationship_audit_log (relationship_id, number, reason, new_status, created_by, created_at)
        SELECT :id, number, reason, new_status, created_by, created_at FROM relationship_audit_log
        WHERE relationship_id = :original)"};
    while (ids.size() < kRecords) {
        ids.emplace_back(relationships::RelationshipId::generate(database.random).text());
        database.connect()->queries().execute(kCopy, ids.back(), ids.front());
        database.connect()->queries().execute(kCopyLog, ids.back(), ids.front());
    }

    check_pages(app, alice, kRelationships, ids);
}

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/messages/given.hpp"
#include "support/forget.hpp"

using namespace backbone;
using namespace backbone::testing;

using Texts = std::vector<std::string>;

namespace {

const std::string kAnonymous = "did:e:localhost:dids:3a29ae5c1f591bbd9a2aaa";
const auto kAnonymousAddress = IdentityAddress::from_trusted(kAnonymous);

/// One side decomposes the relationship, or is deleted.
struct End
{
    bool is_deletion = false;

    void by_first(TestApplication& app, const RelationshipId& relationship, const Person& side,
                  const Person& peer) const
    {
        change_relationship(app, relationship, RelationshipStatus::deletion_proposed, side, peer.address, is_deletion);
    }
    /// `peer` is the anonymous address when it was deleted.
    void by_second(TestApplication& app, const RelationshipId& relationship, const Person& side,
                   const IdentityAddress& peer) const
    {
        change_relationship(app, relationship, RelationshipStatus::ready_for_deletion, side, peer, is_deletion);
    }
};

constexpr End kDecomposition{};
constexpr End kDeletion{.is_deletion = true};

bool sees(TestApplication& app, const Person& person, const std::string& message)
{
    const bool gets = get_message(app, person, message).status == 200;
    const bool lists = std::ranges::count(ids_in(list_messages(app, person)), message) == 1;
    const bool finds = !ids_in(list_messages(app, person, "?ids=" + message)).empty();
    CHECK(gets == lists);
    CHECK(gets == finds);
    return gets;
}

/// Every address that is left in the tables of the module.
std::set<std::string> addresses_left(TestDatabase& database)
{
    std::set<std::string> addresses;
    for (const auto& text : texts_in(database, R"(
             SELECT created_by FROM messages UNION SELECT address FROM message_recipients
             UNION SELECT unreceived_from FROM message_recipients WHERE unreceived_from IS NOT NULL)")) {
        addresses.insert(text);
    }
    return addresses;
}

}  // namespace

TEST_ON_EACH_DATABASE("who decomposes a relationship sees its messages no more", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto relationship = given_relationship(app, alice, bob);
    const std::string sent = given_message(app, alice, {bob});
    const std::string received = given_message(app, bob, {alice});

    kDecomposition.by_first(app, relationship, alice, bob);

    for (const std::string& message : {sent, received}) {
        CHECK_FALSE(sees(app, alice, message));
        CHECK(sees(app, bob, message));
    }
    CHECK(get_message(app, bob, sent).text("result.createdBy") == alice.address.text());
    CHECK(recipients_of(app, bob, received) == Texts{alice.address.text()});

    kDecomposition.by_second(app, relationship, bob, alice.address);

    for (const std::string& message : {sent, received}) {
        CHECK_FALSE(sees(app, alice, message));
        CHECK_FALSE(sees(app, bob, message));
    }
    CHECK(addresses_left(database) == std::set<std::string>{kAnonymous});
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 2);
}

TEST_ON_EACH_DATABASE("only the end of a relationship changes its messages", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto relationship = given_relationship(app, alice, bob);
    const std::string message = given_message(app, alice, {bob});

    using enum RelationshipStatus;
    for (const RelationshipStatus status : {pending, active, terminated, rejected, revoked}) {
        change_relationship(app, relationship, status, alice, bob.address);
        CHECK(sees(app, alice, message));
        CHECK(sees(app, bob, message));
    }
}

TEST_ON_EACH_DATABASE("other relationships keep their messages", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto first = given_relationship(app, alice, bob);
    const std::string old = given_message(app, alice, {bob});
    kDecomposition.by_first(app, first, bob, alice);
    kDecomposition.by_second(app, first, alice, bob.address);
    const auto second = given_relationship(app, bob, alice);
    const std::string fresh = given_message(app, alice, {bob});

    CHECK_FALSE(sees(app, alice, old));
    CHECK_FALSE(sees(app, bob, old));
    CHECK(sees(app, alice, fresh));
    CHECK(sees(app, bob, fresh));
    kDecomposition.by_first(app, second, bob, alice);
    CHECK(sees(app, alice, fresh));
}

TEST_ON_EACH_DATABASE("a sender sees a message until it has decomposed the relationships to all recipients",
                      "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const auto with_bob = given_relationship(app, alice, bob);
    const auto with_carol = given_relationship(app, carol, alice);
    const std::string message = given_message(app, alice, {bob, carol});
    const std::string address_of_bob = bob.address.text();
    const std::string address_of_carol = carol.address.text();

    kDecomposition.by_first(app, with_carol, carol, alice);
    CHECK_FALSE(sees(app, carol, message));
    CHECK(recipients_of(app, alice, message) == Texts{address_of_bob, address_of_carol});

    kDecomposition.by_first(app, with_bob, alice, bob);
    CHECK(recipients_of(app, alice, message) == Texts{kAnonymous, address_of_carol});
    CHECK(sees(app, bob, message));
    CHECK(recipients_of(app, bob, message) == Texts{address_of_bob});

    kDecomposition.by_second(app, with_bob, bob, alice.address);
    CHECK_FALSE(sees(app, bob, message));
    CHECK(recipients_of(app, alice, message) == Texts{kAnonymous, address_of_carol});
    CHECK(get_message(app, alice, message).text("result.createdBy") == alice.address.text());

    kDecomposition.by_second(app, with_carol, alice, carol.address);
    CHECK_FALSE(sees(app, alice, message));
    CHECK(addresses_left(database) == std::set<std::string>{kAnonymous});
}

TEST_ON_EACH_DATABASE("the peer of a deleted identity keeps its messages", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto relationship = given_relationship(app, alice, bob);
    const std::string sent = given_message(app, alice, {bob});
    const std::string received = given_message(app, bob, {alice});

    kDeletion.by_first(app, relationship, alice, bob);

    CHECK(sees(app, bob, sent));
    CHECK(sees(app, bob, received));
    CHECK(get_message(app, bob, sent).text("result.createdBy") == kAnonymous);
    CHECK(recipients_of(app, bob, received) == Texts{kAnonymous});
    CHECK(addresses_left(database) == std::set<std::string>{kAnonymous, bob.address.text()});
}

TEST_ON_EACH_DATABASE("a deleted sender is anonymous to all recipients of its messages", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const auto with_bob = given_relationship(app, alice, bob);
    const auto with_carol = given_relationship(app, alice, carol);
    const std::string message = given_message(app, alice, {bob, carol});
    kDecomposition.by_first(app, with_carol, alice, carol);
    kDecomposition.by_first(app, with_bob, bob, alice);

    kDeletion.by_second(app, with_bob, alice, bob.address);

    CHECK(get_message(app, carol, message).text("result.createdBy") == kAnonymous);
    CHECK(addresses_left(database) == std::set<std::string>{kAnonymous, carol.address.text()});
}

TEST_ON_EACH_DATABASE("messages between deleted identities are deleted", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const auto with_bob = given_relationship(app, alice, bob);
    const auto with_carol = given_relationship(app, alice, carol);
    given_message(app, alice, {bob, carol});
    given_message(app, bob, {alice});
    const std::string with_carol_only = given_message(app, carol, {alice});

    kDeletion.by_first(app, with_bob, alice, bob);
    kDeletion.by_first(app, with_carol, alice, carol);
    kDeletion.by_second(app, with_bob, bob, kAnonymousAddress);
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 2);
    CHECK(addresses_left(database) == std::set<std::string>{kAnonymous, carol.address.text()});
    CHECK(sees(app, carol, with_carol_only));

    kDeletion.by_second(app, with_carol, carol, kAnonymousAddress);
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM message_recipients") == 0);
}

TEST_ON_EACH_DATABASE("nothing is left of the addresses of those who left, in whatever way and order", "[messages]",
                      database)
{
    struct Case
    {
        End first;
        End second;
        std::int64_t messages;
    };
    const std::vector<Case> cases{
        {kDecomposition, kDecomposition, 2},
        {kDeletion, kDecomposition, 2},
        {kDecomposition, kDeletion, 0},
        {kDeletion, kDeletion, 0},
    };
    TestApplication app(database, for_messages);
    for (const auto& [first, second, messages] : cases) {
        change_rows(database, "DELETE FROM messages");
        const Person alice = app.person();
        const Person bob = app.person();
        const auto relationship = given_relationship(app, alice, bob);
        const std::string sent = given_message(app, alice, {bob});
        const std::string received = given_message(app, bob, {alice});

        first.by_first(app, relationship, alice, bob);
        second.by_second(app, relationship, bob, first.is_deletion ? kAnonymousAddress : alice.address);

        CAPTURE(first.is_deletion, second.is_deletion);
        CHECK_FALSE(sees(app, bob, sent));
        CHECK_FALSE(sees(app, bob, received));
        auto left = addresses_left(database);
        left.erase(kAnonymous);
        CHECK(left.empty());
        CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == messages);
    }
}

// docs/protocol/relationships.md §9
TEST_ON_EACH_DATABASE("who decomposed by hand and is deleted afterwards is named until the peer leaves", "[messages]",
                      database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto relationship = given_relationship(app, alice, bob);
    const std::string sent = given_message(app, alice, {bob});
    kDecomposition.by_first(app, relationship, alice, bob);
    change_rows(database, "UPDATE relationships SET from_has_decomposed = 1");

    forget(app, "Relationships", alice);

    CHECK(get_message(app, bob, sent).text("result.createdBy") == alice.address.text());
    kDecomposition.by_second(app, relationship, bob, alice.address);
    CHECK(addresses_left(database) == std::set<std::string>{kAnonymous});
}

TEST_ON_EACH_DATABASE("relationships to several deleted identities are decomposed one by one", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const auto with_bob = given_relationship(app, alice, bob);
    const auto with_carol = given_relationship(app, alice, carol);
    const std::string to_bob = given_message(app, alice, {bob});
    const std::string from_carol = given_message(app, carol, {alice});
    kDeletion.by_first(app, with_bob, bob, alice);
    kDeletion.by_first(app, with_carol, carol, alice);

    kDecomposition.by_second(app, with_bob, alice, kAnonymousAddress);
    CHECK_FALSE(sees(app, alice, to_bob));
    CHECK(sees(app, alice, from_carol));
    kDecomposition.by_second(app, with_carol, alice, kAnonymousAddress);
    CHECK_FALSE(sees(app, alice, from_carol));
}

TEST_ON_EACH_DATABASE("unreceived messages of a former relationship do not count", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto relationship = given_relationship(app, alice, bob);
    for (int i = 0; i < 3; ++i) given_message(app, alice, {bob});
    REQUIRE(send(app, alice, {bob}).status == 400);
    kDecomposition.by_first(app, relationship, alice, bob);
    kDecomposition.by_second(app, relationship, bob, alice.address);
    given_relationship(app, alice, bob);

    CHECK(send(app, alice, {bob}).status == 201);
}

TEST_ON_EACH_DATABASE("the end of a relationship costs as many statements however long the conversation was",
                      "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto relationship = given_relationship(app, alice, bob);
    for (int i = 0; i < 100; ++i) {
        given_message(app, alice, {bob});
        list_messages(app, bob, fmt::format("?pageSize=10&pageNumber={}", i / 10 + 1));
        app.clock().advance(std::chrono::milliseconds(1));
        if (i % 50 == 0) app.clock().set(Timestamp::from_microseconds(1'767'225'600'000'000 + i * 1'000'000));
    }
    const auto statements = [&](const auto& work) {
        database.statements.clear();
        work();
        return std::ranges::count_if(database.statements.names(),
                                     [](const std::string& name) { return name.starts_with("messages."); });
    };

    CHECK(statements([&] { kDeletion.by_first(app, relationship, alice, bob); }) == 2);
    CHECK(statements([&] { kDeletion.by_second(app, relationship, bob, kAnonymousAddress); }) == 4);
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 0);
}

#include <algorithm>

#include <catch2/catch.hpp>

#include <devices/push_registrations.hpp>

#include "integration/announcements/given_announcements.hpp"
#include "integration/push/given.hpp"

using namespace backbone;
using namespace backbone::announcements;
using namespace backbone::testing;

namespace {

AnnouncementContent loud_content(std::vector<IdentityAddress> recipients = {})
{
    AnnouncementContent content = content_for(std::move(recipients));
    content.is_silent = false;
    content.texts.push_back({"de", "Titel", "Text"});
    return content;
}

std::vector<std::string> announcement_messages(TestDatabase& database)
{
    return texts_in(database, "SELECT payload FROM outbox WHERE topic = 'push.announcement'");
}

/// Delivers what waits for the topic, as the dispatcher does, until nothing does; answers how many messages that were.
int deliver_announcements(TestApplication& app)
{
    TestDatabase& database = app.database();
    const auto& consumers = app.registry().outbox_consumers;
    const auto consumer = std::ranges::find(consumers, "push.announcement", &OutboxConsumer::topic);
    REQUIRE(consumer != consumers.end());
    int count = 0;
    for (auto messages = announcement_messages(database); !messages.empty();
         messages = announcement_messages(database)) {
        change_rows(database, "DELETE FROM outbox WHERE topic = 'push.announcement'");
        for (const std::string& message : messages) consumer->deliver({"push.announcement", message});
        count += static_cast<int>(messages.size());
    }
    return count;
}

std::string push_of(const std::string& announcement, const std::string& identifier, std::string_view title,
                    std::string_view body)
{
    return fmt::format(R"({{"notification":"NewAnnouncement","devicePushIdentifier":"{}","title":"{}","body":"{}",)"
                       R"("payload":{{"announcementId":"{}"}}}})",
                       identifier, title, body, announcement);
}

}  // namespace

TEST_ON_EACH_DATABASE("an announcement for everybody is pushed to all devices, in their languages", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const std::string of_alice = given_registration(app, alice);
    const std::string of_bob = given_registration(app, app.person());
    change_rows(database, "UPDATE devices SET communication_language = 'fr'");
    change_rows(database,
                fmt::format("UPDATE devices SET communication_language = 'de' WHERE id = '{}'", alice.device.text()));
    given_registration(app, app.person(), "sse");

    const std::string id = given_announcement(database, loud_content());
    CHECK(pushes(database).empty());
    CHECK(deliver_announcements(app) == 1);

    CHECK_THAT(pushes(database), Catch::UnorderedEquals(std::vector{push_of(id, of_alice, "Titel", "Text"),
                                                                    push_of(id, of_bob, "Title", "Body")}));
}

TEST_ON_EACH_DATABASE("an announcement for some is pushed to all of their devices, and to no others", "[push]",
                      database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const std::string phone = given_registration(app, alice);
    const std::string tablet = given_registration(app, app.device_of(alice));
    given_registration(app, app.person());

    const std::string id = given_announcement(database, loud_content({alice.address}));
    deliver_announcements(app);

    CHECK_THAT(pushes(database), Catch::UnorderedEquals(std::vector{push_of(id, phone, "Title", "Body"),
                                                                    push_of(id, tablet, "Title", "Body")}));
}

TEST_ON_EACH_DATABASE("nobody is told of a silent announcement", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    given_announcement(database, some_content());
    CHECK(announcement_messages(database).empty());
}

TEST_ON_EACH_DATABASE("nobody is told of an announcement where no platform is served", "[push]", database)
{
    TestApplication app(database);
    given_announcement(database, loud_content());
    CHECK(announcement_messages(database).empty());
}

TEST_ON_EACH_DATABASE("an announcement that was deleted meanwhile is not pushed", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    given_registration(app, app.person());
    given_announcement(database, loud_content());
    change_rows(database, "DELETE FROM announcements");

    deliver_announcements(app);

    CHECK(pushes(database).empty());
}

TEST_ON_EACH_DATABASE("an announcement whose recipients were deleted meanwhile is not pushed to others", "[push]",
                      database)
{
    TestApplication app(database, with_dummy_platform);
    given_registration(app, app.person());
    given_announcement(database, loud_content({app.person().address}));
    change_rows(database, "DELETE FROM announcement_recipients");

    deliver_announcements(app);

    CHECK(pushes(database).empty());
}

TEST_ON_EACH_DATABASE("an announcement reaches each of many devices once, some of them at a time", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    constexpr Statement kInsertDevice{"test.insert_device", R"(
        INSERT INTO devices (id, identity_address, created_at, created_by_device, communication_language,
                             is_backup_device, user_id, username, normalized_username, password_hash,
                             access_failed_count)
        VALUES (:id, :address, 0, :id, 'en', 0, 'test', :id, :id, 'none', 0))"};
    constexpr Statement kRegister{"test.register_for_push", R"(
        INSERT INTO push_registrations (device_id, identity_address, push_identifier, platform, handle, app_id,
                                        environment, updated_at)
        VALUES (:id, :address, :identifier, 'dummy', 'handle', 'app', 0, 0))"};
    database.connect()->transaction([&](Transaction& tx) {
        for (int i = 0; i < 1001; ++i) {
            const auto device = DeviceId::generate(database.random);
            tx.execute(kInsertDevice, device, alice.address);
            tx.execute(kRegister, device, alice.address, devices::PushIdentifier::generate(database.random));
        }
    });
    const bool is_for_all = GENERATE(true, false);

    given_announcement(database, is_for_all ? loud_content() : loud_content({alice.address}));
    CHECK(deliver_announcements(app) == 3);

    CHECK(number_in(database, "SELECT COUNT(DISTINCT payload) FROM outbox WHERE topic = 'push.dummy'") == 1001);
    CHECK(number_in(database, "SELECT COUNT(*) FROM outbox WHERE topic = 'push.dummy'") == 1001);
}

TEST_ON_EACH_DATABASE("a long text is shortened to what push services take, between characters", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const std::string identifier = given_registration(app, app.person());
    AnnouncementContent content = loud_content();
    std::string title;
    while (title.size() < 1000) title += "ü";
    content.texts.front() = {"en", title, "x" + title};

    const std::string id = given_announcement(database, content);
    deliver_announcements(app);

    CHECK(pushes(database) == std::vector{push_of(id, identifier, title, "x" + title.substr(0, 996) + "…")});
}

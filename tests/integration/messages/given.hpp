#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <messages/options.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/relationship_rows.hpp"
#include "support/rows.hpp"

/// What tests of messages begin with, and how they ask.
namespace backbone::testing {

inline constexpr std::string_view kMessages = "/api/v2/Messages";

/// As the contract tests have it, and so few unreceived messages that a test can reach the limit.
inline void for_messages(Configuration& configuration)
{
    auto& messages = configuration.modules.get<messages::MessagesOptions>();
    messages.max_recipients = 20;
    messages.max_unreceived_messages_from_one_sender = 3;
}

inline std::string bytes_on_the_wire(std::size_t bytes)
{
    return Base64Url::encode(std::string(bytes, 'x')).text();
}

/// One side changes the relationship, of which all modules are told.
inline void change_relationship(TestApplication& app, const RelationshipId& relationship, RelationshipStatus status,
                                const Person& initiator, const IdentityAddress& peer,
                                bool is_due_to_identity_deletion = false)
{
    static constexpr Statement kUpdate{"test.update_relationship", R"(
        UPDATE relationships SET status = :status WHERE id = :id)"};
    app.database().connect()->transaction([&](Transaction& tx) {
        tx.execute(kUpdate, status, relationship);
        tx.raise(relationships::RelationshipStatusChanged{relationship, status, initiator.address, peer,
                                                          is_due_to_identity_deletion});
    });
}

inline std::string recipient_json(const IdentityAddress& address, std::size_t key_bytes = 40)
{
    return fmt::format(R"({{"address":"{}","encryptedKey":"{}"}})", address.text(), bytes_on_the_wire(key_bytes));
}

/// `members` is what stands beside the recipients.
inline std::string message_json(const std::vector<Person>& recipients, std::string_view members = R"("body":"AQIDBA")")
{
    std::vector<std::string> items;
    for (const Person& recipient : recipients) items.push_back(recipient_json(recipient.address));
    return fmt::format(R"({{"recipients":[{}],{}}})", fmt::join(items, ","), members);
}

inline Answer send(TestApplication& app, const Person& as, const std::vector<Person>& recipients,
                   std::string_view members = R"("body":"AQIDBA")")
{
    return app.post(std::string(kMessages), message_json(recipients, members), as);
}

/// The id of a new message; fails the test when there is none. The next one is a second younger.
inline std::string given_message(TestApplication& app, const Person& as, const std::vector<Person>& recipients)
{
    const std::string id = send(app, as, recipients).text("result.id");
    app.clock().advance(std::chrono::seconds(1));
    return id;
}

inline Answer get_message(TestApplication& app, const Person& as, const std::string& id)
{
    return app.get(fmt::format("{}/{}", kMessages, id), as);
}

inline Answer list_messages(TestApplication& app, const Person& as, std::string_view query = "")
{
    return app.get(std::string(kMessages) + std::string(query), as);
}

/// The ids of a list, in its order.
inline std::vector<std::string> ids_in(const Answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.at("result").is_array());
    std::vector<std::string> ids;
    for (const auto& message : answer.at("result").get_array()) ids.emplace_back(message.at("id").as_string());
    return ids;
}

/// The addresses of a message's recipients as the reader sees them.
inline std::vector<std::string> recipients_of(TestApplication& app, const Person& reader, const std::string& id)
{
    const Answer answer = get_message(app, reader, id);
    INFO(answer.body);
    REQUIRE(answer.at("result.recipients").is_array());
    std::vector<std::string> addresses;
    for (const auto& recipient : answer.at("result.recipients").get_array()) {
        addresses.emplace_back(recipient.at("address").as_string());
    }
    return addresses;
}

}  // namespace backbone::testing

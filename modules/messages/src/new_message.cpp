#include "new_message.hpp"

#include <algorithm>
#include <utility>

#include <backbone/nullable_elements.hpp>

namespace backbone::messages {
namespace {

struct IdOfFile
{
    Verdict operator()(const std::string& id, const Context&) const
    {
        if (FileId::parse(id)) return std::nullopt;
        return Violation{"is no id of a file", codes::kInvalidAttachmentId};
    }
};

struct NumberBetween
{
    std::int32_t minimum;
    std::int32_t maximum;
    template <class T>
    Verdict operator()(const std::vector<T>& elements) const
    {
        const bool is_between =
            std::cmp_greater_equal(elements.size(), minimum) && std::cmp_less_equal(elements.size(), maximum);
        return is_between ? std::nullopt : Verdict{{"has a wrong number of elements"}};
    }
};

/// `key_of(element)` tells what must not repeat.
template <class T, class KeyOf>
Verdict no_repetition(const std::vector<std::optional<T>>& elements, KeyOf&& key_of)
{
    std::vector<std::string_view> keys;
    for (const auto& element : elements) {
        if (element) keys.push_back(key_of(*element));
    }
    std::ranges::sort(keys);
    if (std::ranges::adjacent_find(keys) == keys.end()) return std::nullopt;
    return Violation{"holds the same element twice"};
}

Verdict each_recipient_once(const NewMessage& message, const Context&)
{
    return no_repetition(message.recipients,
                         [](const NewRecipient& recipient) -> std::string_view { return recipient.address.text(); });
}

Verdict each_attachment_once(const NewMessage& message, const Context&)
{
    return no_repetition(message.attachments,
                         [](const NewAttachment& attachment) -> std::string_view { return attachment.id; });
}

constexpr auto kRecipient = input::from<NewRecipient>(
    input::member("address", &NewRecipient::address),
    input::member("encryptedKey", &NewRecipient::encrypted_key, bytes_between(kMinimumKeyBytes, kMaximumKeyBytes)));

constexpr auto kAttachment = input::from<NewAttachment>(input::member("id", &NewAttachment::id, IdOfFile{}));

}  // namespace

NewMessage read_new_message(const Request& request, const Context& context, const MessagesOptions& options)
{
    const auto number_of_recipients = [&](const NewMessage& message, const Context&) {
        return NumberBetween{1, options.max_recipients}(message.recipients);
    };
    const auto number_of_attachments = [](const NewMessage& message, const Context&) {
        return NumberBetween{0, kMaximumAttachments}(message.attachments);
    };
    const auto schema =
        input::from<NewMessage>(input::together<NewMessage>("recipients", each_recipient_once),
                                input::array_of_nullable_or_empty("recipients", &NewMessage::recipients, kRecipient),
                                input::together<NewMessage>("recipients", number_of_recipients),
                                input::member("body", &NewMessage::body, bytes_between(1, kMaximumBodyBytes)),
                                input::array_of_nullable_or_empty("attachments", &NewMessage::attachments, kAttachment),
                                input::together<NewMessage>("attachments", number_of_attachments),
                                input::together<NewMessage>("attachments", each_attachment_once));
    return schema.read(request, context);
}

}  // namespace backbone::messages

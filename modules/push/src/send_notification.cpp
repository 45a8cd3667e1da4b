// POST /api/v2/Notifications (docs/protocol/devices.md §11)
#include <algorithm>

#include <backbone/input.hpp>

#include "contacts.hpp"
#include "notification.hpp"
#include "use_cases.hpp"

namespace backbone::push {
namespace {

namespace codes {
constexpr std::string_view kNoRelationship =
    "error.platform.validation.notification.noRelationshipToOneOrMoreRecipientsExists";
constexpr std::string_view kWrongStatus =
    "error.platform.validation.notification.relationshipToRecipientIsNotInCorrectStatus";
constexpr std::string_view kCodeDoesNotExist = "error.platform.validation.notification.codeDoesNotExist";
}  // namespace codes

constexpr std::size_t kMaximumRecipients = 100;

struct Input
{
    std::vector<IdentityAddress> recipients;
    std::string code;
};

struct OneToAHundred
{
    Verdict operator()(const std::vector<IdentityAddress>& recipients, const Context&) const
    {
        if (!recipients.empty() && recipients.size() <= kMaximumRecipients) return std::nullopt;
        return Violation{"must be between 1 and 100"};
    }
};

constexpr auto kInput = input::from<Input>(input::member("code", &Input::code, not_empty()),
                                           input::member("recipients", &Input::recipients, OneToAHundred{}));

/// Each once.
std::vector<IdentityAddress> distinct(std::vector<IdentityAddress> addresses)
{
    std::ranges::sort(addresses);
    addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
    return addresses;
}

/// Who sends may be among the recipients, but not alone.
void require_relationships(Context& context, std::vector<IdentityAddress> recipients)
{
    if (recipients.size() > 1) std::erase(recipients, context.identity());
    switch (contacts::weakest(context.queries(), context.identity(), recipients)) {
        case Contact::none:
            throw rule_violated(codes::kNoRelationship, "There is no relationship to one or more of the recipients.");
        case Contact::ended:
            throw rule_violated(codes::kWrongStatus,
                                "The relationship to a recipient must be pending, active or terminated.");
        case Contact::living:
            return;
    }
}

}  // namespace

Response send_notification(const devices::DevicesOptions& options, const Request& request, Context& context)
{
    Input input = kInput.read(request, context);
    const std::vector<IdentityAddress> recipients = distinct(std::move(input.recipients));
    require_relationships(context, recipients);
    const auto texts = options.notification_texts.find(input.code);
    if (texts == options.notification_texts.end()) {
        throw rule_violated(codes::kCodeDoesNotExist, "There is no notification with this code.");
    }
    send(context, options.push, recipients, {"notification_" + input.code, texts->second});
    return no_content();
}

}  // namespace backbone::push

#include "datawallet_modification.hpp"

#include <fmt/format.h>

#include "codes.hpp"

namespace backbone::synchronization {
namespace {

/// More take too long for a fast worker.
constexpr std::size_t kMany = 1000;

}  // namespace

Verdict not_too_many_modifications(const std::vector<NewModification>& modifications, const Context&)
{
    return modifications.size() > kMostModifications ? Verdict{{"are too many"}} : std::nullopt;
}

void need_slow_lane_for_many(const Context& context, const std::vector<NewModification>& modifications)
{
    if (modifications.size() > kMany) context.need_slow_lane();
}

void require_versions_up_to(std::uint16_t datawallet_version, const std::vector<NewModification>& modifications)
{
    for (const NewModification& modification : modifications) {
        if (modification.datawallet_version > datawallet_version) {
            throw rule_violated(codes::kVersionOfModificationTooHigh,
                                fmt::format("A modification is of version {}, the datawallet only of version {}.",
                                            modification.datawallet_version, datawallet_version));
        }
    }
}

void write_json(JsonWriter& json, const DatawalletModification& modification)
{
    json.object([&] {
        json.member("id", modification.id);
        json.member("datawalletVersion", modification.datawallet_version);
        json.member("index", modification.index);
        json.member("objectIdentifier", modification.object_identifier);
        json.member("payloadCategory", modification.payload_category);
        json.member("createdAt", modification.created_at);
        json.member("createdByDevice", modification.created_by_device);
        json.member("collection", modification.collection);
        json.member("type", modification.type);
        json.member("encryptedPayload", modification.encrypted_payload);
    });
}

void write_json(JsonWriter& json, const AppendedModification& modification)
{
    json.object([&] {
        json.member("id", modification.id);
        json.member("index", modification.index);
        json.member("createdAt", modification.created_at);
    });
}

}  // namespace backbone::synchronization

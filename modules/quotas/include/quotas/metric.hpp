#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <backbone/enumeration.hpp>

namespace backbone::quotas {

/// What can be counted of an identity, in the order of lists. The numbers are those of the column; nothing ever needs
/// more of the last four than is there. Source: docs/protocol/quotas.md §2.
enum class Metric : std::uint8_t {
    sent_messages = 1,
    relationships = 2,
    relationship_templates = 3,
    files = 4,
    tokens = 5,
    /// Counted in bytes, limited in MiB.
    file_storage = 6,
    started_deletion_processes = 7,
    created_challenges = 8,
    created_datawallet_modifications = 9,
    created_devices = 10
};

}  // namespace backbone::quotas

namespace backbone {

template <>
inline constexpr auto kNames<quotas::Metric> = std::to_array<Named<quotas::Metric>>({
    {quotas::Metric::sent_messages, "NumberOfSentMessages"},
    {quotas::Metric::relationships, "NumberOfRelationships"},
    {quotas::Metric::relationship_templates, "NumberOfRelationshipTemplates"},
    {quotas::Metric::files, "NumberOfFiles"},
    {quotas::Metric::tokens, "NumberOfTokens"},
    {quotas::Metric::file_storage, "UsedFileStorageSpace"},
    {quotas::Metric::started_deletion_processes, "NumberOfStartedDeletionProcesses"},
    {quotas::Metric::created_challenges, "NumberOfCreatedChallenges"},
    {quotas::Metric::created_datawallet_modifications, "NumberOfCreatedDatawalletModifications"},
    {quotas::Metric::created_devices, "NumberOfCreatedDevices"},
});

}  // namespace backbone

namespace backbone::quotas {

/// For people.
constexpr std::string_view display_name_of(Metric metric)
{
    switch (metric) {
        case Metric::sent_messages:
            return "Number of Sent Messages";
        case Metric::relationships:
            return "Number of Relationships";
        case Metric::relationship_templates:
            return "Number of Relationship Templates";
        case Metric::files:
            return "Number of Files";
        case Metric::tokens:
            return "Number of Tokens";
        case Metric::file_storage:
            return "File Storage Capacity (in Megabytes)";
        case Metric::started_deletion_processes:
            return "Number of Started Deletion Processes";
        case Metric::created_challenges:
            return "Number of Created Challenges";
        case Metric::created_datawallet_modifications:
            return "Number of Created Datawallet Modifications";
        case Metric::created_devices:
            return "Number of Created Devices";
    }
    return {};
}

}  // namespace backbone::quotas

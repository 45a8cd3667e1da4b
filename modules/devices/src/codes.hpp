#pragma once

#include <string_view>

/// The codes of this module. Source: docs/protocol/http-and-auth.md §8.3, devices.md.
namespace backbone::devices::codes {

inline constexpr std::string_view kAddressAlreadyExists = "error.platform.validation.device.addressAlreadyExists";
inline constexpr std::string_view kBasicTierCannotBeDeleted =
    "error.platform.validation.device.basicTierCannotBeDeleted";
inline constexpr std::string_view kChallengeHasExpired = "error.platform.validation.device.challengeHasExpired";
inline constexpr std::string_view kChangePasswordFailed = "error.platform.validation.device.changePasswordFailed";
inline constexpr std::string_view kClientIdAlreadyExists = "error.platform.validation.device.clientIdAlreadyExists";
inline constexpr std::string_view kClientReachedIdentitiesLimit =
    "error.platform.validation.device.clientReachedIdentitiesLimit";
inline constexpr std::string_view kDeletionProcessIsNotInRequiredStatus =
    "error.platform.validation.device.deletionProcessIsNotInRequiredStatus";
inline constexpr std::string_view kDeviceCannotBeDeleted = "error.platform.validation.device.deviceCannotBeDeleted";
inline constexpr std::string_view kGracePeriodHasAlreadyExpired =
    "error.platform.validation.device.gracePeriodHasAlreadyExpired";
inline constexpr std::string_view kInvalidDeviceCommunicationLanguage =
    "error.platform.validation.invalidDeviceCommunicationLanguage";
inline constexpr std::string_view kInvalidSignature = "error.platform.validation.device.invalidSignature";
inline constexpr std::string_view kInvalidTierName = "error.platform.validation.invalidTierName";
inline constexpr std::string_view kMaxIdentitiesLessThanCurrentIdentities =
    "error.platform.validation.device.maxIdentitiesLessThanCurrentIdentities";
inline constexpr std::string_view kMaxNumberOfFeatureFlagsExceeded =
    "error.platform.validation.featureFlag.maxNumberOfFeatureFlagsExceeded";
inline constexpr std::string_view kNewAndOldMatch = "error.platform.validation.newAndOldMatch";
inline constexpr std::string_view kOnlyOneActiveDeletionProcessAllowed =
    "error.platform.validation.device.onlyOneActiveDeletionProcessAllowed";
inline constexpr std::string_view kOnlyOneBackupDeviceCanExist =
    "error.platform.validation.device.onlyOneBackupDeviceCanExist";
inline constexpr std::string_view kQueuedForDeletionTierCannotBeDeleted =
    "error.platform.validation.device.queuedForDeletionTierCannotBeDeleted";
inline constexpr std::string_view kQueuedForDeletionTierCannotBeManuallyAssignedOrUnassigned =
    "error.platform.validation.device.queuedForDeletionTierCannotBeManuallyAssignedOrUnassigned";
inline constexpr std::string_view kRegistrationFailed = "error.platform.validation.device.registrationFailed";
inline constexpr std::string_view kTierIdInvalidOrDoesNotExist =
    "error.platform.validation.device.tierIdInvalidOrDoesNotExist";
inline constexpr std::string_view kTierNameAlreadyExists = "error.platform.validation.device.tierNameAlreadyExists";
inline constexpr std::string_view kUnsupportedAppId = "error.platform.unsupportedAppId";
inline constexpr std::string_view kUsedTierCannotBeDeleted = "error.platform.validation.device.usedTierCannotBeDeleted";

}  // namespace backbone::devices::codes

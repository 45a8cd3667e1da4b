#pragma once

#include <string_view>

namespace backbone::synchronization::codes {

inline constexpr std::string_view kDatawalletNotUpToDate = "error.platform.validation.datawallet.datawalletNotUpToDate";
inline constexpr std::string_view kCannotPushDuringActiveSyncRun =
    "error.platform.validation.datawallet.cannotPushDatawalletModificationsDuringActiveSyncRun";
inline constexpr std::string_view kInsufficientSupportedDatawalletVersion =
    "error.platform.validation.datawallet.insufficientSupportedDatawalletVersion";
inline constexpr std::string_view kCannotDowngrade = "error.platform.datawallet.cannotDowngrade";
inline constexpr std::string_view kVersionOfModificationTooHigh =
    "error.platform.datawallet.datawalletVersionOfModificationTooHigh";

inline constexpr std::string_view kAlreadyFinalized = "error.platform.validation.syncRun.syncRunAlreadyFinalized";
inline constexpr std::string_view kCannotFinalizeOfAnotherDevice =
    "error.platform.validation.syncRun.cannotFinalizeSyncRunStartedByAnotherDevice";
inline constexpr std::string_view kCannotRefreshOfAnotherDevice =
    "error.platform.validation.syncRun.cannotRefreshExpirationTimeOfSyncRunStartedByAnotherDevice";
inline constexpr std::string_view kCannotReadEventsOfAnotherDevice =
    "error.platform.validation.syncRun.cannotReadExternalEventsOfASyncRunStartedByAnotherDevice";
inline constexpr std::string_view kAnotherSyncRunIsRunning =
    "error.platform.validation.syncRun.cannotStartSyncRunWhenAnotherSyncRunIsRunning";
inline constexpr std::string_view kUnexpectedType = "error.platform.validation.syncRun.unexpectedSyncRunType";
inline constexpr std::string_view kIdentityIsToBeDeleted =
    "error.platform.validation.syncRun.cannotStartSyncRunWhileIdentityIsToBeDeleted";
/// The bare name of the rule, as the protocol has it.
inline constexpr std::string_view kErrorCodeTooLong = "MaximumLengthValidator";

}  // namespace backbone::synchronization::codes

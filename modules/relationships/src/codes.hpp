#pragma once

#include <string_view>

namespace backbone::relationships::codes {

inline constexpr std::string_view kNoAllocationsLeft =
    "error.platform.validation.relationshipTemplate.maxNumberOfAllocationsExhausted";

inline constexpr std::string_view kCannotCreateWithYourself =
    "error.platform.validation.relationship.cannotCreateRelationshipWithYourself";
inline constexpr std::string_view kAlreadyExists =
    "error.platform.validation.relationship.relationshipToTargetAlreadyExists";
inline constexpr std::string_view kPeerIsToBeDeleted = "error.platform.validation.relationship.peerIsToBeDeleted";
inline constexpr std::string_view kAddressedToSomeoneElse =
    "error.platform.validation.relationship.cannotAcceptOrRejectRelationshipAddressedToSomeoneElse";
inline constexpr std::string_view kNotCreatedByYourself =
    "error.platform.validation.relationship.cannotRevokeRelationshipNotCreatedByYourself";
inline constexpr std::string_view kNotInCorrectStatus =
    "error.platform.validation.relationship.relationshipIsNotInCorrectStatus";
inline constexpr std::string_view kOpenReactivationRequest =
    "error.platform.validation.relationship.cannotRequestReactivationWhenThereIsAnOpenReactivationRequest";
inline constexpr std::string_view kNothingToAccept =
    "error.platform.validation.relationship.noAcceptableRelationshipReactivationRequestExists";
inline constexpr std::string_view kNothingToReject =
    "error.platform.validation.relationship.noRejectableReactivationRequestExists";
inline constexpr std::string_view kNothingToRevoke =
    "error.platform.validation.relationship.noRevocableReactivationRequestExists";
inline constexpr std::string_view kAlreadyDecomposed =
    "error.platform.validation.relationship.relationshipAlreadyDecomposed";

}  // namespace backbone::relationships::codes

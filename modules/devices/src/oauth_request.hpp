#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <backbone/request.hpp>

namespace backbone::devices {

/// What POST /connect/token was asked, as far as the protocol goes (docs/protocol/http-and-auth.md §13.2).
struct PasswordGrant
{
    std::string client_id;
    /// Empty when the client gave none.
    std::string client_secret;
    std::string username;
    std::string password;
    bool wants_id_token = false;
};

/// An answer of the token endpoint that is none of the usual envelopes.
struct OAuthError
{
    int status;
    std::string_view error;
    std::string_view description;
    /// The last part of `error_uri`.
    std::string_view number;
};

namespace oauth_errors {
inline constexpr OAuthError kInvalidMethod{400, "invalid_request", "The HTTP method is not valid.", "ID2084"};
inline constexpr OAuthError kNoContentType{400, "invalid_request", "The Content-Type header is missing.", "ID2081"};
inline constexpr OAuthError kInvalidContentType{400, "invalid_request", "The Content-Type header is not valid.",
                                                "ID2082"};
inline constexpr OAuthError kTooManyParameters{400, "invalid_request", "The form has too many parameters.", "ID2029"};
inline constexpr OAuthError kTooLarge{400, "invalid_request", "The form is too large.", "ID2029"};
inline constexpr OAuthError kTwoCredentials{400, "invalid_request", "The client authenticates in more than one way.",
                                            "ID2087"};
inline constexpr OAuthError kMalformedBasic{400, "invalid_request", "The Authorization header is not valid.", "ID2055"};
inline constexpr OAuthError kNoGrantType{400, "invalid_request", "The parameter grant_type is missing.", "ID2029"};
inline constexpr OAuthError kUnsupportedGrantType{400, "unsupported_grant_type", "The grant type is not supported.",
                                                  "ID2032"};
inline constexpr OAuthError kOfflineAccess{400, "invalid_request", "The scope offline_access is not allowed.",
                                           "ID2035"};
inline constexpr OAuthError kNoUser{400, "invalid_request", "The parameter username or password is missing.", "ID2059"};
inline constexpr OAuthError kInvalidScope{400, "invalid_scope", "The scope is not valid.", "ID2052"};
inline constexpr OAuthError kNoClient{401, "invalid_client", "The parameter client_id is missing.", "ID2029"};
inline constexpr OAuthError kUnknownClient{401, "invalid_client", "The client_id is not valid.", "ID2052"};
inline constexpr OAuthError kNoClientSecret{401, "invalid_client", "The parameter client_secret is missing.", "ID2054"};
inline constexpr OAuthError kWrongClientSecret{401, "invalid_client", "The client credentials are not valid.",
                                               "ID2055"};
inline constexpr OAuthError kWrongCredentials{400, "invalid_grant", "The user name or the password is wrong.",
                                              "ID2024"};
inline constexpr OAuthError kLockedOut{400, "access_denied", "The user is locked out for a few minutes.", "ID2024"};
}  // namespace oauth_errors

/// Whether it gets past the first two checks of the specification, so that its body counts.
bool is_posted_form(const Request& request);

/// Checks everything that needs no look-up, in the order of the specification.
std::variant<PasswordGrant, OAuthError> read_password_grant(const Request& request);

}  // namespace backbone::devices

#pragma once

#include <cstdint>

namespace backbone {

enum class LoginOutcome : std::uint8_t {
    succeeded,
    wrong_client,       ///< unknown OAuth client, or its secret is wrong
    wrong_credentials,  ///< unknown user, or the password is wrong
    locked_out
};

/// Is told of logins, for metrics. Called by the threads that run handlers, from several at a time.
class AuthenticationObserver
{
  public:
    virtual ~AuthenticationObserver() = default;

    virtual void login_finished(LoginOutcome outcome) noexcept = 0;
};

}  // namespace backbone

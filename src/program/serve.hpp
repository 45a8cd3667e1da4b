#pragma once

#include "configuration/configuration.hpp"

namespace backbone::program {

/// Serves until SIGTERM or SIGINT, and then stops in good order; SIGHUP reads the TLS certificates again. Answers the
/// exit code. Throws std::runtime_error, with a message for the operator, when it cannot start.
int serve(const Configuration& configuration);

/// The keys that sign and verify access tokens, the signing one first. Throws like `serve`.
std::vector<SigningKeyPem> signing_keys(const AuthenticationOptions& options);

}  // namespace backbone::program

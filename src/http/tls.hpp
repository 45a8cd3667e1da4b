#pragma once

#include <memory>
#include <string>

namespace backbone::http {

/// A certificate chain with its key, ready to serve TLS 1.2 and 1.3.
struct TlsContext;

/// Reads both PEM files. Throws std::runtime_error, with a message for the operator, when they cannot be used.
std::shared_ptr<TlsContext> load_tls_context(const std::string& certificate_file, const std::string& key_file);

}  // namespace backbone::http

#pragma once

#include <boost/asio/ssl/context.hpp>

namespace backbone::http {

/// See tls.hpp; apart from it, since few files need OpenSSL.
struct TlsContext
{
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
};

}  // namespace backbone::http

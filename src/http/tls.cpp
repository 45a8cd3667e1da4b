#include "http/tls.hpp"

#include <stdexcept>
#include <string_view>

#include <openssl/ssl.h>

#include "http/tls_context.hpp"

namespace backbone::http {
namespace {

namespace ssl = boost::asio::ssl;

/// The only protocol that is spoken here, in the form of the TLS extension.
constexpr unsigned char kHttp11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned int offered_length, void*)
{
    unsigned char* found = nullptr;
    const int result = SSL_select_next_proto(&found, length, kHttp11, sizeof(kHttp11), offered, offered_length);
    *chosen = found;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

[[noreturn]] void refuse(std::string_view what, const std::string& file, const boost::system::error_code& error)
{
    throw std::runtime_error(std::string(what) + " '" + file + "' cannot be used: " + error.message());
}

}  // namespace

std::shared_ptr<TlsContext> load_tls_context(const std::string& certificate_file, const std::string& key_file)
{
    auto result = std::make_shared<TlsContext>();
    ssl::context& context = result->context;
    SSL_CTX* const native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);

    boost::system::error_code error;
    context.use_certificate_chain_file(certificate_file, error);
    if (error) refuse("the TLS certificate file", certificate_file, error);
    context.use_private_key_file(key_file, ssl::context::pem, error);
    if (error) refuse("the TLS key file", key_file, error);
    return result;
}

}  // namespace backbone::http

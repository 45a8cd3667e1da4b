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

[[noreturn]] void refuse(std::string_view what, const std::string& file, const std::string& reason)
{
    throw std::runtime_error(std::string(what) + " '" + file + "' cannot be used: " + reason);
}

/// Takes the place of OpenSSL's own, which asks at the terminal.
int no_passphrase(char*, int, int, void* was_asked)
{
    *static_cast<bool*>(was_asked) = true;
    return -1;
}

void read_key(ssl::context& context, const std::string& file)
{
    bool is_encrypted = false;
    SSL_CTX_set_default_passwd_cb(context.native_handle(), no_passphrase);
    SSL_CTX_set_default_passwd_cb_userdata(context.native_handle(), &is_encrypted);
    boost::system::error_code error;
    context.use_private_key_file(file, ssl::context::pem, error);
    SSL_CTX_set_default_passwd_cb_userdata(context.native_handle(), nullptr);
    if (is_encrypted) refuse("the TLS key file", file, "it is encrypted; store it without a passphrase");
    if (error) refuse("the TLS key file", file, error.message());
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
    if (error) refuse("the TLS certificate file", certificate_file, error.message());
    read_key(context, key_file);
    return result;
}

}  // namespace backbone::http

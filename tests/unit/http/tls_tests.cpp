#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <backbone/crypto.hpp>

#include "unit/http/support.hpp"
#include "unit/security/keys.hpp"

using namespace backbone;
using namespace backbone::test::http;
namespace security = backbone::test::security;
using backbone::http::HttpOptions;

namespace {

/// A certificate and its key in files, which go with it.
class CertificateFiles
{
  public:
    CertificateFiles()
    {
        SystemRandom random;
        std::array<std::byte, 8> bytes;
        random.fill(bytes);
        folder_ = std::filesystem::temp_directory_path() / ("backbone-tls-" + to_hex(bytes));
        std::filesystem::create_directory(folder_);
        renew();
    }
    ~CertificateFiles() { std::filesystem::remove_all(folder_); }

    void renew()
    {
        const std::string key = security::p256_key();
        write("key.pem", key);
        write("certificate.pem", certificate = security::certificate_of(key));
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    HttpOptions options() const
    {
        HttpOptions options;
        options.consumer.tls_certificate_file = folder_ / "certificate.pem";
        options.consumer.tls_key_file = folder_ / "key.pem";
        return options;
    }

    std::string certificate;

  private:
    std::filesystem::path folder_;
};

template <auto Free>
struct Freeing
{
    template <class T>
    void operator()(T* thing) const
    {
        Free(thing);
    }
};

class TlsClient
{
  public:
    explicit TlsClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
        const unsigned char protocols[] = {2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
        SSL_CTX_set_alpn_protos(context_.get(), protocols, sizeof(protocols));
        tls_.reset(SSL_new(context_.get()));
        SSL_set_fd(tls_.get(), socket_);
        is_connected = SSL_connect(tls_.get()) == 1;
    }
    ~TlsClient() { ::close(socket_); }

    /// All that comes for the request until the body ends with `end`.
    std::string exchange(const std::string& bytes, std::string_view end)
    {
        SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
        std::string received;
        while (!received.ends_with(end)) {
            std::string room(16 * 1024, '\0');
            const int count = SSL_read(tls_.get(), room.data(), static_cast<int>(room.size()));
            if (count <= 0) break;
            received.append(room, 0, static_cast<std::size_t>(count));
        }
        return received;
    }

    std::string protocol() const
    {
        const unsigned char* name = nullptr;
        unsigned length = 0;
        SSL_get0_alpn_selected(tls_.get(), &name, &length);
        return {reinterpret_cast<const char*>(name), length};
    }

    std::string thumbprint() const
    {
        const std::unique_ptr<X509, Freeing<X509_free>> certificate(SSL_get1_peer_certificate(tls_.get()));
        std::array<unsigned char, 20> digest{};
        X509_digest(certificate.get(), EVP_sha1(), digest.data(), nullptr);
        return to_hex(std::as_bytes(std::span(digest)));
    }

    bool is_connected = false;

  private:
    int socket_;
    std::unique_ptr<SSL_CTX, Freeing<SSL_CTX_free>> context_{SSL_CTX_new(TLS_client_method())};
    std::unique_ptr<SSL, Freeing<SSL_free>> tls_;
};

std::string lower_thumbprint_of(const std::string& certificate)
{
    std::string text = security::thumbprint_of(certificate);
    for (char& c : text) c = static_cast<char>(std::tolower(c));
    return text;
}

const std::string kFile = std::string(3'000'000, 'f') + "end of the file";

struct SecureApi : TestApi
{
    SecureApi()
    {
        routes.post("/echo", anonymous, [](const Request& request, Context&) {
            return Response{.body = request.base_url + " " + request.body + "."};
        });
        routes.get("/file", anonymous, [](const Request&, Context&) { return file_response(kFile); });
    }
};

}  // namespace

TEST_CASE("A listener with a certificate serves TLS", "[http]")
{
    CertificateFiles files;
    SecureApi api;
    TestServer server(api, files.options());
    TlsClient client(server.port());
    REQUIRE(client.is_connected);
    CHECK(client.protocol() == "http/1.1");
    CHECK(client.thumbprint() == lower_thumbprint_of(files.certificate));
    CHECK_THAT(client.exchange(post("/echo", "one"), "."), Catch::EndsWith("https://backbone.example one."));
    const std::string large(3'000'000, 'x');
    CHECK(client.exchange(post("/echo", large), ".").ends_with(large + "."));

    const std::string file = client.exchange(get("/file"), "end of the file");
    CHECK(file.substr(file.find("\r\n\r\n") + 4) == kFile);

    Client plain(server.port());
    CHECK(plain.exchange(get("/echo")).status == 0);
}

TEST_CASE("A new certificate is used by new connections, and a bad one by none", "[http]")
{
    CertificateFiles files;
    const std::string old_certificate = files.certificate;
    SecureApi api;
    TestServer server(api, files.options());
    TlsClient before(server.port());

    files.renew();
    server.server().reload_certificates();
    CHECK(TlsClient(server.port()).thumbprint() == lower_thumbprint_of(files.certificate));
    CHECK_THAT(before.exchange(post("/echo", "still"), "."), Catch::EndsWith("still."));

    files.write("key.pem", security::p256_key());
    CHECK_THROWS_WITH(server.server().reload_certificates(), Catch::Contains("mismatch"));
    files.write("certificate.pem", "nonsense");
    CHECK_THROWS_WITH(server.server().reload_certificates(), Catch::Contains("certificate.pem"));
    CHECK(TlsClient(server.port()).thumbprint() == lower_thumbprint_of(files.certificate));
}

TEST_CASE("New certificates are used by all listeners or by none", "[http]")
{
    CertificateFiles one;
    CertificateFiles other;
    const std::string old_certificate = one.certificate;
    SecureApi api;
    HttpOptions options = one.options();
    options.admin = other.options().consumer;
    TestServer server(api, options, TestServer::Offer::both);

    one.renew();
    other.write("certificate.pem", "nonsense");
    CHECK_THROWS(server.server().reload_certificates());
    CHECK(TlsClient(server.port()).thumbprint() == lower_thumbprint_of(old_certificate));
    other.renew();
    server.server().reload_certificates();
    CHECK(TlsClient(server.port()).thumbprint() == lower_thumbprint_of(one.certificate));
    CHECK(TlsClient(server.server().ports().at(1)).thumbprint() == lower_thumbprint_of(other.certificate));
}

TEST_CASE("A server that stops ends its TLS connections", "[http]")
{
    CertificateFiles files;
    SecureApi api;
    TestServer server(api, files.options());
    TlsClient client(server.port());
    REQUIRE(client.is_connected);
    server.server().stop();
    CHECK(client.exchange(post("/echo", "late"), ".").empty());
}

TEST_CASE("A certificate needs its key", "[http]")
{
    CertificateFiles files;
    SecureApi api;
    HttpOptions options = files.options();
    options.consumer.tls_key_file.clear();
    CHECK_THROWS_WITH(TestServer(api, options), Catch::Contains("both"));
}

TEST_CASE("Nobody is asked for the passphrase of a key", "[http]")
{
    CertificateFiles files;
    files.write("key.pem", security::encrypted(security::p256_key()));
    SecureApi api;
    CHECK_THROWS_WITH(TestServer(api, files.options()),
                      Catch::EndsWith("it is encrypted; store it without a passphrase"));
}

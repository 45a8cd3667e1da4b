#include "security/signing_keys.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/file.h>
#include <unistd.h>

#include "security/pem_key.hpp"

namespace backbone {
namespace {

/// More than any key with its chain of certificates takes.
constexpr std::size_t kMaxFileSize = 65'536;

/// A file of a key. The lock on it ends with it.
class KeyFile
{
  public:
    KeyFile(std::filesystem::path path, int flags)
        : path_(std::move(path)), descriptor_(::open(path_.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR))
    {
        if (descriptor_ < 0) fail("opened");
    }
    ~KeyFile() { ::close(descriptor_); }
    KeyFile(const KeyFile&) = delete;
    KeyFile& operator=(const KeyFile&) = delete;

    void lock() const
    {
        while (::flock(descriptor_, LOCK_EX) != 0) {
            if (errno != EINTR) fail("locked");
        }
    }

    std::string read() const
    {
        std::string text(kMaxFileSize + 1, '\0');
        std::size_t size = 0;
        while (size < text.size()) {
            const ssize_t got = ::read(descriptor_, text.data() + size, text.size() - size);
            if (got == 0) break;
            if (got > 0) size += static_cast<std::size_t>(got);
            if (got < 0 && errno != EINTR) fail("read");
        }
        if (size > kMaxFileSize) throw std::runtime_error(fmt::format("{} is too large for a key.", path_.native()));
        text.resize(size);
        return text;
    }

    /// Leaves the file empty when it fails: a part of a key would be no key for ever.
    void write(const std::string& text) const
    {
        for (std::size_t size = 0; size < text.size();) {
            const ssize_t written = ::write(descriptor_, text.data() + size, text.size() - size);
            if (written >= 0) size += static_cast<std::size_t>(written);
            if (written < 0 && errno != EINTR) empty_and_fail();
        }
        if (::fsync(descriptor_) != 0) empty_and_fail();
    }

  private:
    [[noreturn]] void empty_and_fail() const
    {
        const int reason = errno;
        // When this fails as well, the next start says that the file holds no key.
        [[maybe_unused]] const int ignored = ::ftruncate(descriptor_, 0);
        errno = reason;
        fail("written");
    }

    [[noreturn]] void fail(std::string_view deed) const
    {
        throw std::runtime_error(fmt::format("The key file {} cannot be {}: {}.", path_.native(), deed,
                                             std::generic_category().message(errno)));
    }

    std::filesystem::path path_;
    int descriptor_;
};

SigningKeyPem generate_p256_key()
{
    const std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const std::unique_ptr<BIO, FreedBy<BIO_free>> out(BIO_new(BIO_s_mem()));
    char* text = nullptr;
    if (!key || !out ||
        PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        throw std::runtime_error("OpenSSL could not make a signing key.");
    }
    const auto size = BIO_get_mem_data(out.get(), &text);
    return SigningKeyPem(text, static_cast<std::size_t>(size));
}

}  // namespace

SigningKeyPem signing_key_in_file(const std::filesystem::path& file)
{
    return KeyFile(file, O_RDONLY).read();
}

SigningKeyPem development_signing_key(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw std::runtime_error(fmt::format("The folder {} cannot be made: {}.", folder.native(), error.message()));
    }

    // Who comes first makes the key, everybody else waits for the lock and finds it there.
    const KeyFile file(folder / "signing-key.pem", O_RDWR | O_CREAT);
    file.lock();
    SigningKeyPem key = file.read();
    if (key.empty()) {
        key = generate_p256_key();
        file.write(key);
    }
    return key;
}

}  // namespace backbone

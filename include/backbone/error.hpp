#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace backbone {

/// Codes that several modules use. Each module lists its own beside its domain. (docs/protocol/http-and-auth.md §8.3)
namespace codes {
inline constexpr std::string_view kInputCannotBeParsed = "error.platform.inputCannotBeParsed";
inline constexpr std::string_view kInvalidPropertyValue = "error.platform.validation.invalidPropertyValue";
inline constexpr std::string_view kInvalidId = "error.platform.validation.invalidId";
inline constexpr std::string_view kInvalidPageSize = "error.platform.validation.pagination.invalidPageSize";
inline constexpr std::string_view kRecordNotFound = "error.platform.recordNotFound";
inline constexpr std::string_view kForbidden = "error.platform.forbidden";
inline constexpr std::string_view kUnauthorized = "error.platform.unauthorized";
inline constexpr std::string_view kRequestBodyTooLarge = "error.platform.requestBodyTooLarge";
inline constexpr std::string_view kUnexpected = "error.platform.unexpected";
}  // namespace codes

/// The one error that ends a request: thrown where it is found, written to the wire in one place
/// (docs/protocol/http-and-auth.md §8.1). `data` is JSON text, or empty for `null`.
class Error : public std::exception
{
  public:
    Error(int status, std::string_view code, std::string message, std::string data = {});

    int status() const noexcept { return status_; }
    const std::string& code() const noexcept { return code_; }
    const std::string& message() const noexcept { return message_; }
    const std::string& data() const noexcept { return data_; }
    const char* what() const noexcept override { return message_.c_str(); }

  private:
    int status_;
    std::string code_;
    std::string message_;
    std::string data_;
};

/// 404; the message starts with `<record> not found.`, which clients read (docs/protocol/http-and-auth.md §8.4).
Error not_found(std::string_view record);
/// 403.
Error forbidden();
/// 400: the request cannot be bound. `where` is a member or parameter name.
Error input_cannot_be_parsed(std::string_view where, std::string_view reason);
/// 400 with the validators' standard code.
Error invalid_property(std::string_view property, std::string_view reason);
/// 400 with a code of the module.
Error rule_violated(std::string_view code, std::string message);

/// 415: a problem document, not the envelope (docs/protocol/http-and-auth.md §4.3).
class UnsupportedMediaType : public std::exception
{
  public:
    const char* what() const noexcept override { return "unsupported media type"; }
};

/// 503 with `Retry-After`: the database is away, the work queue or the storage of blobs is full.
class Unavailable : public std::exception
{
  public:
    explicit Unavailable(std::string reason) : reason_(std::move(reason)) {}
    const char* what() const noexcept override { return reason_.c_str(); }

  private:
    std::string reason_;
};

/// Unavailable of which nobody knows whether what was to be written is in the database: the connection was lost while
/// it was committed. After any other Unavailable out of a transaction, or of a lone write, nothing of it is.
class OutcomeUnknown final : public Unavailable
{
  public:
    using Unavailable::Unavailable;
};

}  // namespace backbone

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace backbone {

/// What precedes the content of a form's part.
struct MultipartPart
{
    std::string name;
    /// Present for files, though it may be empty.
    std::optional<std::string> file_name;
    std::string content_type;
};

/// The boundary that a `multipart/form-data` content type names; absent when it names none that can be.
std::optional<std::string> multipart_boundary(std::string_view content_type);

/// Reads a multipart/form-data body piece by piece (RFC 7578, docs/protocol/http-and-auth.md §6.4). Content is handed
/// over as views of the pieces: a part in a single piece is a single view of it.
class MultipartReader
{
  public:
    struct Events
    {
        std::function<void(const MultipartPart&)> begin;
        /// More of the content of the part that was begun last.
        std::function<void(std::string_view)> content;
        std::function<void()> end;
    };

    static constexpr std::size_t kMaxParts = 1024;
    static constexpr std::size_t kMaxPartHeaderBytes = 16 * 1024;

    MultipartReader(std::string_view boundary, Events events);

    /// False when the body is malformed; nothing more is read then.
    bool put(std::string_view piece);

    /// Whether the closing boundary was read.
    bool is_complete() const { return state_ == State::epilogue; }

  private:
    enum class State : std::uint8_t { preamble, after_boundary, header, content, epilogue, malformed };

    bool step(std::string_view& rest);
    bool read_content(std::string_view& rest);
    bool read_after_boundary(std::string_view& rest);
    bool read_header(std::string_view& rest);
    bool fail();

    std::string delimiter_;
    Events events_;
    State state_ = State::preamble;
    std::size_t parts_ = 0;
    /// The end of the last piece, when it may be the start of something.
    std::string pending_;
};

/// True when `body` is a complete multipart/form-data body with the boundary that the content type names.
bool is_well_formed_multipart(std::string_view content_type, std::string_view body);

}  // namespace backbone

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <backbone/blobs.hpp>
#include <backbone/multipart.hpp>

namespace backbone::files {

/// The form of an upload, read as it arrives: the content goes to a blob, the texts stay in memory. Of several parts of
/// the same name the first counts; a content that is no file, or has no file name, does not count, and neither does a
/// text that is a file. Source: docs/protocol/files.md §1, docs/protocol/http-and-auth.md §6.4.
class UploadForm
{
  public:
    enum class Text : std::uint8_t { cipher_hash, owner_signature, encrypted_properties, expires_at };

    /// Without a boundary nothing can be read.
    UploadForm(const std::optional<std::string>& boundary, BlobStore& blobs);
    UploadForm(const UploadForm&) = delete;
    UploadForm& operator=(const UploadForm&) = delete;

    void take(std::string_view piece);
    std::size_t kept_bytes() const;

    /// Whether it was a form, and all of it has come.
    bool is_complete() const { return is_readable_ && reader_ && reader_->is_complete(); }
    bool has_content() const { return has_content_; }
    /// How long the content is, also when it is too long to be kept.
    std::int64_t content_size() const { return content_size_; }
    /// Stores the content, whose size is allowed.
    void store_content(std::string_view key) { content_->store(key); }
    const std::optional<std::string>& text(Text text) const { return texts_[static_cast<std::size_t>(text)]; }

  private:
    void begin_part(const MultipartPart& part);
    void read(std::string_view bytes);
    void read_content(std::string_view bytes);
    void give_up();

    BlobStore& blobs_;
    std::optional<MultipartReader> reader_;
    bool is_readable_ = true;
    std::array<std::optional<std::string>, 4> texts_;
    bool has_content_ = false;
    std::int64_t content_size_ = 0;
    std::unique_ptr<NewBlob> content_;

    // The part that is being read:
    std::string* open_text_ = nullptr;
    bool is_in_content_ = false;
};

}  // namespace backbone::files

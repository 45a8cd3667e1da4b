#include "upload_form.hpp"

#include <backbone/binding.hpp>

#include "file.hpp"

namespace backbone::files {
namespace {

using input::equal_ignoring_case;

constexpr std::string_view kContent = "content";
/// In the order of UploadForm::Text.
constexpr std::array<std::string_view, 4> kTexts{"cipherHash", "ownerSignature", "encryptedProperties", "expiresAt"};

constexpr std::size_t kLongestText = 4 * 1024 * 1024;

}  // namespace

UploadForm::UploadForm(const std::optional<std::string>& boundary, BlobStore& blobs) : blobs_(blobs)
{
    if (!boundary) return;
    reader_.emplace(*boundary, MultipartReader::Events{.begin = [this](const MultipartPart& part) { begin_part(part); },
                                                       .content = [this](std::string_view bytes) { read(bytes); },
                                                       .end = [] {}});
}

void UploadForm::take(std::string_view piece)
{
    if (is_readable_ && reader_ && !reader_->put(piece)) give_up();
}

std::size_t UploadForm::kept_bytes() const
{
    std::size_t bytes = 0;
    for (const auto& text : texts_) bytes += text ? text->capacity() : 0;
    return bytes;
}

void UploadForm::begin_part(const MultipartPart& part)
{
    open_text_ = nullptr;
    is_in_content_ = false;
    if (!is_readable_) return;
    if (part.file_name) {
        is_in_content_ = !has_content_ && !part.file_name->empty() && equal_ignoring_case(part.name, kContent);
        has_content_ = has_content_ || is_in_content_;
        return;
    }
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
        if (!texts_[i] && equal_ignoring_case(part.name, kTexts[i])) open_text_ = &texts_[i].emplace();
    }
}

void UploadForm::read(std::string_view bytes)
{
    if (is_in_content_) read_content(bytes);
    if (!open_text_) return;
    if (open_text_->size() + bytes.size() > kLongestText) return give_up();
    open_text_->append(bytes);
}

void UploadForm::read_content(std::string_view bytes)
{
    content_size_ += static_cast<std::int64_t>(bytes.size());
    if (content_size_ > kMaximumCipherBytes) return content_.reset();
    if (!content_) content_ = blobs_.create();
    content_->append(bytes);
}

/// What is no form gets its answer when all of it has come, but nothing of it is kept so long.
void UploadForm::give_up()
{
    is_readable_ = false;
    open_text_ = nullptr;
    is_in_content_ = false;
    content_.reset();
    texts_ = {};
}

}  // namespace backbone::files

#include "blobs/local_blobs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <backbone/id.hpp>

#include "blobs/folders.hpp"

namespace backbone::blobs {
namespace {

constexpr mode_t kFileMode = 0600;
constexpr std::size_t kTemporaryNameLength = 24;

std::string new_temporary_name(Random& random)
{
    std::string name(kTemporaryNameLength, '\0');
    fill_with_alphanumerics(name, random);
    return name;
}

class NewLocalBlob final : public NewBlob
{
  public:
    NewLocalBlob(const fs::path& folder, Random& random)
        : folder_(folder),
          temporary_path_(folder / kUnfinished / new_temporary_name(random)),
          descriptor_(::open(temporary_path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode))
    {
        if (descriptor_ < 0) throw_system_error("cannot make the file", temporary_path_);
    }
    ~NewLocalBlob() override
    {
        ::close(descriptor_);
        if (has_file_) ::unlink(temporary_path_.c_str());
    }
    NewLocalBlob(const NewLocalBlob&) = delete;
    NewLocalBlob& operator=(const NewLocalBlob&) = delete;

    void append(std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) throw_system_error("cannot write", temporary_path_);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    void store(std::string_view key) override
    {
        if (::fsync(descriptor_) != 0) throw_system_error("cannot write to the disk", temporary_path_);
        const fs::path path = path_of(folder_, key);
        link_to(path);
        try {
            sync_folder(path.parent_path());
        } catch (...) {
            ::unlink(path.c_str());
            throw;
        }
        has_file_ = ::unlink(temporary_path_.c_str()) != 0;
    }

    /// Gives it another name for a moment, as `store` does for good, but does not wait for the disk.
    void try_to_link(const fs::path& path) const
    {
        if (::link(temporary_path_.c_str(), path.c_str()) != 0) throw_system_error("cannot link", path);
        unlink_if_there(path);
    }

  private:
    /// A link, unlike a renaming, never replaces a file.
    void link_to(const fs::path& path)
    {
        int result = ::link(temporary_path_.c_str(), path.c_str());
        if (result != 0 && errno == ENOENT) {
            make_folder(path.parent_path());
            sync_folder(folder_);
            result = ::link(temporary_path_.c_str(), path.c_str());
        }
        if (result != 0 && errno == EEXIST) throw BlobExists("there is a blob '" + path.string() + "' already");
        if (result != 0) throw_system_error("cannot store", path);
    }

    const fs::path& folder_;
    fs::path temporary_path_;
    int descriptor_;
    bool has_file_ = true;
};

}  // namespace

void LocalBlobs::prepare()
{
    try {
        fs::create_directories(fs::absolute(folder_).parent_path());
        make_folder(folder_);
        make_folder(folder_ / kUnfinished);
        NewLocalBlob trial(folder_, random_);
        trial.append("Can this be written?");
        trial.try_to_link(folder_ / new_temporary_name(random_));
    } catch (const std::exception& failure) {
        throw std::runtime_error("the folder for blobs, '" + folder_.string() + "', cannot be used: " + failure.what());
    }
}

std::unique_ptr<NewBlob> LocalBlobs::create()
{
    return std::make_unique<NewLocalBlob>(folder_, random_);
}

std::optional<FileContent> LocalBlobs::open(std::string_view key)
{
    const fs::path path = path_of(folder_, key);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT) return std::nullopt;
    if (descriptor < 0) throw_system_error("cannot open", path);
    struct stat status
    {};
    const bool is_known = ::fstat(descriptor, &status) == 0;
    FileContent content(descriptor, static_cast<std::uint64_t>(status.st_size));
    if (!is_known) throw_system_error("cannot look at", path);
    return content;
}

void LocalBlobs::remove(std::string_view key)
{
    unlink_if_there(path_of(folder_, key));
}

void LocalBlobs::for_each(const std::function<bool(const BlobEntry&)>& visit)
{
    for (const fs::directory_entry& shard : fs::directory_iterator(folder_)) {
        if (!is_shard(shard.path().filename().native()) || !shard.is_directory()) continue;
        for (const fs::directory_entry& file : fs::directory_iterator(shard.path())) {
            BlobEntry entry{file.path().filename().string(), {}};
            if (!is_key(entry.key)) continue;
            const auto time = written_at(file.path());
            if (!time) continue;
            entry.written_at = *time;
            if (!visit(entry)) return;
        }
    }
}

void LocalBlobs::remove_unfinished(Timestamp untouched_since)
{
    for (const fs::directory_entry& file : fs::directory_iterator(folder_ / kUnfinished)) {
        const auto time = written_at(file.path());
        if (time && *time < untouched_since) unlink_if_there(file.path());
    }
}

}  // namespace backbone::blobs

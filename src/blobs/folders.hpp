#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <backbone/timestamp.hpp>

/// Where the files of LocalBlobs lie, and the system calls on them. What fails throws std::system_error.
namespace backbone::blobs {

namespace fs = std::filesystem;

/// The folder of what is not stored yet. Its name is longer than that of a shard.
inline constexpr std::string_view kUnfinished = "unfinished";
inline constexpr std::size_t kShardLength = 2;

bool is_key(std::string_view text);
bool is_shard(std::string_view text);

/// `FILa1…xY` lies in the folder `xY`, so that each of 3844 has its share. Throws std::logic_error when it is no key.
fs::path path_of(const fs::path& folder, std::string_view key);

/// False when it is there already.
bool make_folder(const fs::path& path);
/// False when it is not there.
bool unlink_if_there(const fs::path& path);
/// Makes what was changed in a folder survive a power cut.
void sync_folder(const fs::path& path);
/// When its last byte was written; absent when it is no file, or gone.
std::optional<Timestamp> written_at(const fs::path& path);

[[noreturn]] void throw_system_error(std::string_view what, const fs::path& path);

}  // namespace backbone::blobs

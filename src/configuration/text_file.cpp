#include "configuration/text_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace backbone::configuration {

std::string read_text_file(const std::string& path)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) throw std::system_error(errno, std::generic_category());
    std::string text;
    std::array<char, 4096> block;
    while (const std::size_t size = std::fread(block.data(), 1, block.size(), file.get()))
        text.append(block.data(), size);
    if (std::ferror(file.get()) != 0) throw std::system_error(errno, std::generic_category());
    return text;
}

}  // namespace backbone::configuration

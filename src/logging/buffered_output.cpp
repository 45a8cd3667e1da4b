#include "logging/buffered_output.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <utility>

namespace backbone::logging {
namespace {

constexpr std::chrono::milliseconds kLongestDelay{200};
constexpr std::size_t kFullPiece = 64 * 1024;
constexpr std::size_t kMaximumPending = 8 * 1024 * 1024;

}  // namespace

BufferedOutput::BufferedOutput(int file_descriptor, std::function<std::string(std::uint64_t)> tell_of_loss)
    : file_descriptor_(file_descriptor),
      tell_of_loss_(std::move(tell_of_loss)),
      writer_([this] { write_until_stopped(); })
{}

BufferedOutput::~BufferedOutput()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    writer_.join();
    flush();
}

void BufferedOutput::append(std::string_view line)
{
    bool wakes_writer = false;
    {
        const std::lock_guard lock(mutex_);
        if (pending_.size() + line.size() > kMaximumPending) {
            ++lost_;
            return;
        }
        const std::size_t before = pending_.size();
        pending_.append(line);
        pending_.push_back('\n');
        wakes_writer = before == 0 || (before < kFullPiece && pending_.size() >= kFullPiece);
    }
    if (wakes_writer) changed_.notify_one();
}

void BufferedOutput::hurry()
{
    {
        const std::lock_guard lock(mutex_);
        hurrying_ = true;
    }
    changed_.notify_one();
}

void BufferedOutput::flush()
{
    const std::lock_guard order(write_mutex_);
    std::string piece;
    {
        const std::lock_guard lock(mutex_);
        piece.swap(pending_);
        if (lost_ > 0) piece += tell_of_loss_(std::exchange(lost_, 0)) + "\n";
    }
    write(piece);
}

void BufferedOutput::write_until_stopped()
{
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        changed_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
        changed_.wait_for(lock, kLongestDelay,
                          [this] { return stopping_ || hurrying_ || pending_.size() >= kFullPiece; });
        hurrying_ = false;
        lock.unlock();
        flush();
        lock.lock();
    }
}

void BufferedOutput::write(std::string_view text) const
{
    while (!text.empty()) {
        const ssize_t written = ::write(file_descriptor_, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            pollfd output{.fd = file_descriptor_, .events = POLLOUT, .revents = 0};
            ::poll(&output, 1, -1);
        } else if (errno != EINTR) {
            return;  // nobody is left to tell
        }
    }
}

}  // namespace backbone::logging

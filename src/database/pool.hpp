#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "database/options.hpp"
#include "database/session.hpp"

namespace backbone::database {

/// The database sessions of the program: opened when they are needed, used again in the order "last back, first out",
/// so that few of them are warm rather than many lukewarm. Safe to use from any thread.
class Pool
{
  public:
    explicit Pool(const Options& options);

    /// The right to one session, and the session, which is opened at its first use. Goes back when it is destroyed.
    class Lease
    {
      public:
        explicit Lease(Pool& pool);
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;

        /// Throws Unavailable when the database cannot be reached.
        Session& session();

        /// Closes a session that has lost its connection, and with it the idle ones, which most likely have lost theirs
        /// as well. The next `session()` opens a new one.
        void drop_lost();

      private:
        Pool& pool_;
        std::unique_ptr<Session> session_;
    };

    /// On SQLite, held by whoever writes: waiting here ends as soon as it can, while waiting for the file lock means to
    /// ask again and again. Elsewhere it does nothing. Throws Unavailable after the statement timeout.
    class WriteTurn
    {
      public:
        explicit WriteTurn(Pool& pool);
        ~WriteTurn();
        WriteTurn(const WriteTurn&) = delete;
        WriteTurn& operator=(const WriteTurn&) = delete;

      private:
        Pool& pool_;
    };

    const Options& options() const { return options_; }

  private:
    std::unique_ptr<Session> take();
    void give_back(std::unique_ptr<Session> session);
    void forget_idle();

    Options options_;
    std::string memory_name_;
    /// Keeps a database in memory alive.
    std::unique_ptr<Session> memory_;

    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t leased_ = 0;
    std::vector<std::unique_ptr<Session>> idle_;

    bool is_writing_ = false;
    std::condition_variable written_;
};

}  // namespace backbone::database

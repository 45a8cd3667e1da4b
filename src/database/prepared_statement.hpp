#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <backbone/columns.hpp>
#include <backbone/database.hpp>

#include "database/expansion.hpp"

namespace backbone::database {

/// A statement that one session has prepared. Its functions throw soci::soci_error, and Error for a text that no
/// database can store.
class PreparedStatement
{
  public:
    using ReadRow = Queries::ReadRow;

    explicit PreparedStatement(ExpandedStatement text) : text_(std::move(text)) {}
    virtual ~PreparedStatement() = default;
    PreparedStatement(const PreparedStatement&) = delete;
    PreparedStatement& operator=(const PreparedStatement&) = delete;

    bool ignores_unique_violation() const { return text_.ignores_unique_violation; }

    /// Runs it and hands over all rows; answers how many rows there were, or were changed. However it ends, nothing of
    /// the result stays open or in memory.
    virtual std::int64_t run(std::span<const Parameter> arguments, const ReadRow& read) = 0;

    /// The same for who need not wait for the answer: see PostgresqlStatement.
    virtual void run_with_next(std::span<const Parameter> arguments) { run(arguments, nullptr); }

  protected:
    const ExpandedStatement& text() const { return text_; }

    /// The text that stands at a placeholder.
    static std::string_view text_at(const Placeholder& placeholder, const Parameter& argument);

    /// Gives back the memory of a buffer after it had to hold a large value: that must not stay in every session.
    static void release_if_large(std::string& buffer);

  private:
    ExpandedStatement text_;
};

}  // namespace backbone::database

#pragma once

#include <stdexcept>

namespace backbone {

/// A row would break a CHECK constraint. It ends the transaction like the other violations (database.hpp), also when it
/// is found by the commit, with which nothing was stored then.
class CheckViolation : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace backbone

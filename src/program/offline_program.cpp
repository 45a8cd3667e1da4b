#include "program/offline_program.hpp"

#include <unistd.h>

#include <backbone/version.hpp>

#include "database/database.hpp"
#include "program/schema.hpp"
#include "program/serve.hpp"

namespace backbone::program {

OfflineProgram::OfflineProgram(const Configuration& configuration)
    : log_(configuration.logging, clock_, STDERR_FILENO),
      metrics_(version()),
      database_(database::open(configuration.database,
                               {registry_.events, clock_, random_, metrics_.database(), outbox_signal_})),
      blobs_(configuration.blob_storage, random_),
      application_(configuration, signing_keys(configuration.authentication), registry_,
                   {*database_, clock_, random_, log_, metrics_.authentication(), blobs_})
{
    require_current_schema(*database_, configuration.database.backend);
}

}  // namespace backbone::program

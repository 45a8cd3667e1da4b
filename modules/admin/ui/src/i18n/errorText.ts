import { ApiError, asApiError } from '../api/errors';
import type { Texts } from './en';
import { useTexts } from './language';

const kDevice = 'error.platform.validation.device.';
const kValidation = 'error.platform.validation.';
const kQuotas = 'error.platform.quotas.';

/** The texts for the codes that an operator meets; any other error speaks for itself. */
const keys: Record<string, keyof Texts['errors']> = {
  [ApiError.kUnreachable]: 'unreachable',
  [ApiError.kUnauthorized]: 'unauthorized',
  'error.platform.unexpected': 'unexpected',
  'error.platform.recordNotFound': 'notFound',
  [`${kDevice}clientIdAlreadyExists`]: 'clientIdAlreadyExists',
  [`${kDevice}tierIdInvalidOrDoesNotExist`]: 'tierDoesNotExist',
  [`${kDevice}maxIdentitiesLessThanCurrentIdentities`]: 'maxIdentitiesTooLow',
  [`${kDevice}tierNameAlreadyExists`]: 'tierNameAlreadyExists',
  [`${kValidation}invalidTierName`]: 'invalidTierName',
  [`${kDevice}usedTierCannotBeDeleted`]: 'usedTier',
  [`${kDevice}basicTierCannotBeDeleted`]: 'basicTier',
  [`${kDevice}queuedForDeletionTierCannotBeDeleted`]: 'systemTier',
  [`${kDevice}queuedForDeletionTierCannotBeManuallyAssignedOrUnassigned`]: 'systemTier',
  [`${kQuotas}cannotCreateOrDeleteQuotaOnQueuedForDeletionTier`]: 'systemTier',
  [`${kValidation}newAndOldMatch`]: 'sameTier',
  [`${kQuotas}duplicateQuota`]: 'duplicateQuota',
  [`${kQuotas}invalidValueForMaxLimitInQuota`]: 'invalidMax',
  [`${kQuotas}unsupportedMetricKey`]: 'unsupportedMetric',
  [`${kValidation}nonSilentAnnouncementCannotHaveIqlQuery`]: 'iqlWithPush',
  [`${kValidation}invalidIqlQueryLengthForAnnouncement`]: 'iqlTooLong',
  [`${kValidation}invalidAnnouncementLanguage`]: 'invalidLanguage',
  MaximumLengthValidator: 'linkTooLong',
};

export function useErrorText() {
  const { errors } = useTexts();
  return (error: unknown): string => {
    const { status, code, message } = asApiError(error);
    const key = status === 429 ? 'tooManyRequests' : keys[code];
    return key === undefined ? message : errors[key];
  };
}

import { post } from './http';

export interface Challenge {
  id: string;
  expiresAt: string;
}

export const createChallenge = () => post<Challenge>('/Challenges');
